import { expect, it } from "vitest";
import { EnvError } from "@/lib/core/env-error";
import { reasonOf } from "./start-or-exit";

const coded = (code: string) => Object.assign(new Error('failed for user "hunter2"'), { code });

it.each<[name: string, thrown: unknown, reason: RegExp]>([
  ["a bad variable", new EnvError("PORT: must be a number."), /^PORT: must be a number\.$/],
  ["a wrong password", new Error("Failed query", { cause: coded("28P01") }), /refuses its user or password/],
  ["a user without access", coded("28000"), /refuses its user or password/],
  ["a server that is down", coded("ECONNREFUSED"), /^the database named by DATABASE_URL does not answer/],
  [
    "a database without pgvector",
    new Error('extension "vector" is not available\nDETAIL'),
    /needs the pgvector extension/,
  ],
])("says in one line that it was %s", (_, thrown, reason) => {
  expect(reasonOf(thrown)).toMatch(reason);
  expect(reasonOf(thrown)).not.toMatch(/\n|hunter2/);
});
