import { expect, it } from "vitest";
import { describeWelcome } from "./welcome.mjs";

const later = {
  publicUrl: "https://orchestrator.example",
  databaseKind: "postgres",
  isLocalCallerAllowed: false,
  hasEnvironmentKey: false,
  firstRun: null,
  isDev: false,
};
const first = { email: "admin@localhost.local", password: "shown once", apiKey: "ork_first" };

it("shows a curl without a key where none is needed", () => {
  expect(describeWelcome({ ...later, isLocalCallerAllowed: true })).not.toContain("Authorization");
});

it("shows the first key in the curl that is to work", () => {
  expect(describeWelcome({ ...later, firstRun: first })).toContain("Bearer ork_first");
});

it("names ORCHESTRATOR_API_KEY where that is the key, on a first start too", () => {
  for (const firstRun of [null, { ...first, apiKey: null }]) {
    const welcome = describeWelcome({ ...later, hasEnvironmentKey: true, firstRun });
    expect(welcome).toContain('"Authorization: Bearer $ORCHESTRATOR_API_KEY"');
  }
});

it("says how a key is made where it knows none", () => {
  expect(describeWelcome(later)).toContain("npm run key:create -- --name NAME");
});
