import { describe, expect, it } from "vitest";
import { EnvError, parseEnv } from "./env";

const vercel = {
  VERCEL: "1",
  DATABASE_URL: "postgres://u:p@db.example/x",
  ORCHESTRATOR_SECRET_KEY: "0123456789012345678901234567890123456789",
};
const keys = { INNGEST_EVENT_KEY: "event", INNGEST_SIGNING_KEY: "signkey-test-00" };
const ready = { kind: "keys", eventKey: "event", signingKey: "signkey-test-00" };

describe("inngest", () => {
  it.each([
    ["nothing", {}, null],
    ["blank values", { INNGEST_EVENT_KEY: "", INNGEST_SIGNING_KEY: "", INNGEST_DEV: "" }, null],
    ["both keys", keys, { ...ready, baseUrl: null }],
    [
      "both keys and a base",
      { ...keys, INNGEST_BASE_URL: "http://inngest:8288" },
      { ...ready, baseUrl: "http://inngest:8288" },
    ],
    ["INNGEST_DEV=1", { INNGEST_DEV: "1" }, { kind: "dev", baseUrl: null }],
    [
      "INNGEST_DEV=true and a base",
      { INNGEST_DEV: "true", INNGEST_BASE_URL: "http://x:1" },
      { kind: "dev", baseUrl: "http://x:1" },
    ],
    ["INNGEST_DEV as an address", { INNGEST_DEV: "http://x:1" }, { kind: "dev", baseUrl: "http://x:1" }],
    ["INNGEST_DEV=0", { INNGEST_DEV: "0" }, null],
    ["INNGEST_DEV=0 and both keys", { INNGEST_DEV: "0", ...keys }, { ...ready, baseUrl: null }],
    ["both keys on Vercel", { ...vercel, ...keys }, { ...ready, baseUrl: null }],
  ])("is read from %s", (_name, source, inngest) => {
    expect(parseEnv(source).inngest).toEqual(inngest);
  });

  it.each([
    ["the event key alone", { INNGEST_EVENT_KEY: "event" }, /^INNGEST_SIGNING_KEY: /],
    ["the signing key alone", { INNGEST_SIGNING_KEY: "sign" }, /^INNGEST_EVENT_KEY: /],
    ["a base alone", { INNGEST_BASE_URL: "http://x:1" }, /^INNGEST_EVENT_KEY: .*INNGEST_DEV=1/],
    ["a base that is no address", { INNGEST_BASE_URL: "x" }, /^INNGEST_BASE_URL: /],
    ["INNGEST_DEV=perhaps", { INNGEST_DEV: "perhaps" }, /^INNGEST_DEV: /],
    ["Vercel without Inngest", vercel, /^INNGEST_EVENT_KEY: is required on Vercel/],
    ["Vercel with a dev server", { ...vercel, INNGEST_DEV: "1" }, /^INNGEST_EVENT_KEY: is required on Vercel/],
  ])("refuses %s and names what to set", (_name, source, message) => {
    const parse = () => parseEnv(source);
    expect(parse).toThrow(EnvError);
    expect(parse).toThrow(message);
  });
});

describe("retention", () => {
  it.each([
    ["by default", {}, { payloadDays: 30, jobDays: 180 }],
    [
      "for ever",
      { ORCHESTRATOR_RETENTION_PAYLOAD_DAYS: "0", ORCHESTRATOR_RETENTION_JOB_DAYS: "0" },
      { payloadDays: 0, jobDays: 0 },
    ],
    ["for a week", { ORCHESTRATOR_RETENTION_PAYLOAD_DAYS: "7" }, { payloadDays: 7, jobDays: 180 }],
  ])("is set %s", (_name, source, retention) => {
    expect(parseEnv(source).retention).toEqual(retention);
  });

  it.each(["-1", "1.5", "soon"])("refuses %s days", (days) => {
    expect(() => parseEnv({ ORCHESTRATOR_RETENTION_JOB_DAYS: days })).toThrow(/^ORCHESTRATOR_RETENTION_JOB_DAYS: /);
  });
});
