import { describe, expect, it } from "vitest";
import { parseEnv } from "./env";
import { EnvError } from "./env-error";

const vercel = { VERCEL: "1", DATABASE_URL: "postgres://db/x", ORCHESTRATOR_SECRET_KEY: "s".repeat(32) };
const onVercel = { ...vercel, INNGEST_EVENT_KEY: "event", INNGEST_SIGNING_KEY: "signkey-test-00" };

function refusalOf(variables: Record<string, string>): string {
  try {
    parseEnv(variables);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
  }
  return "no EnvError";
}

it("needs no variable at all", () => {
  expect(parseEnv({})).toEqual({
    port: 8000,
    host: "127.0.0.1",
    databaseUrl: null,
    dataDir: ".data",
    listenUrl: "http://127.0.0.1:8000",
    publicUrl: "http://127.0.0.1:8000",
    secretKey: null,
    adminEmail: "admin@localhost.local",
    adminPassword: null,
    apiKey: null,
    isLocalCallerAllowed: true,
    syncTimeoutMs: 8_000,
    flowTimeoutMs: 120_000,
    logFile: "logs/orchestrator.log",
    logLevel: "info",
    metricsToken: null,
    tracing: null,
    n8n: null,
    activepieces: null,
    embeddings: null,
    previousEmbeddings: null,
    concurrencyMax: 20,
    remoteConcurrencyMax: 200,
    isLoopbackCallbackAllowed: true,
    inngest: null,
    mcp: { servers: [], notes: [], stdioFault: null },
    currency: "USD",
    retention: { payloadDays: 30, jobDays: 180, usageDays: 366 },
    signIn: { oidc: null, github: null, allowedDomains: [], defaultRole: "viewer" },
    trustedProxies: 0,
    approvals: { timeoutMs: 900_000, webhookUrl: null, rules: [] },
  });
});

it("reads which intents wait for people, and refuses what is no such rule", () => {
  const rulesOf = (text: string) => parseEnv({ ORCHESTRATOR_APPROVAL_RULES: text }).approvals.rules;
  expect(rulesOf("gmail.send, billing.*=2+four_eyes,")).toEqual([
    { pattern: "gmail.send", needed: 1, fourEyes: false },
    { pattern: "billing.*", needed: 2, fourEyes: true },
  ]);
  for (const wrong of ["gmail.send=0", "a b", "x=2+eyes", "=2"]) expect(() => rulesOf(wrong)).toThrow("APPROVAL_RULES");
});

it.each([
  ["PORT", "eighty"],
  ["PORT", "0"],
  ["PORT", "65536"],
  ["PORT", "80.5"],
  ["DATABASE_URL", "mysql://db/x"],
  ["DATABASE_URL", "db"],
  ["ORCHESTRATOR_URL", "orchestrator.example.com"],
  ["ORCHESTRATOR_URL", "ftp://orchestrator.example.com"],
  ["ORCHESTRATOR_SECRET_KEY", "short"],
  ["ORCHESTRATOR_ADMIN_EMAIL", "admin"],
  ["ORCHESTRATOR_ADMIN_PASSWORD", "elevenchars"],
  ["ORCHESTRATOR_API_KEY", "short"],
  ["ORCHESTRATOR_API_KEY", "k".repeat(256)],
  ["ORCHESTRATOR_LOCAL_CALLER", "yes"],
  ["ORCHESTRATOR_SYNC_TIMEOUT", "-1"],
  ["ORCHESTRATOR_SYNC_TIMEOUT", "41"],
  ["ORCHESTRATOR_SYNC_TIMEOUT", "8s"],
  ["ORCHESTRATOR_FLOW_TIMEOUT", "0"],
  ["ORCHESTRATOR_FLOW_TIMEOUT", "two minutes"],
  ["ORCHESTRATOR_MCP_STDIO", "maybe"],
  ["LOG_LEVEL", "verbose"],
  ["N8N_WEBHOOK_BASE", "n8n:5678/webhook"],
  ["ACTIVEPIECES_BASE", "activepieces"],
  ["EMBEDDINGS_URL", "localhost"],
])("refuses %s=%s in one line that names it", (name, value) => {
  const refusal = refusalOf({ [name]: value });
  expect(refusal).toMatch(new RegExp(`^${name}: .+ Correct it in the environment or in \\.env\\.local\\.$`));
  expect(refusal).not.toContain("\n");
});

it.each([
  ["PORT", "eighty", "must be a whole number from 1 to 65535"],
  ["PORT", "80.5", "must be a whole number from 1 to 65535"],
  ["PORT", "65536", "must be a whole number from 1 to 65535"],
  ["ORCHESTRATOR_SYNC_TIMEOUT", "99", "must be a number of seconds from 0 to 40"],
  ["ORCHESTRATOR_SYNC_TIMEOUT", "8s", "must be a number of seconds from 0 to 40"],
  ["ORCHESTRATOR_FLOW_TIMEOUT", "0", "must be a number of seconds from 0.001 to 86400"],
  ["ORCHESTRATOR_CONCURRENCY", "many", "must be a whole number from 1 to 1000"],
  ["ORCHESTRATOR_REMOTE_CONCURRENCY", "5001", "must be a whole number from 1 to 5000"],
  ["ORCHESTRATOR_RETENTION_JOB_DAYS", "-1", "must be a whole number from 0 to 36500"],
  ["ORCHESTRATOR_SECRET_KEY", "hunter2", "must have at least 32 characters"],
  ["ORCHESTRATOR_ADMIN_PASSWORD", "hunter2", "must have at least 12 characters"],
  ["ORCHESTRATOR_API_KEY", "hunter2", "must have at least 24 characters"],
  ["ORCHESTRATOR_API_KEY", "k".repeat(256), "must have at most 255 characters"],
  ["ORCHESTRATOR_ADMIN_EMAIL", "admin", "must be an e-mail address"],
  ["ORCHESTRATOR_LOCAL_CALLER", "yes", "must be on or off"],
  ["ORCHESTRATOR_CALLBACK_ALLOW_LOOPBACK", "1", "must be on or off"],
  ["LOG_LEVEL", "loud", "must be fatal, error, warn, info, debug, trace or silent"],
  ["INNGEST_DEV", "perhaps", "must be 1, 0 or an http(s) address"],
  ["DATABASE_URL", "mysql://db/x", "must be a postgres:// address"],
  ["ORCHESTRATOR_URL", "orchestrator.example.com", "must be an http(s) address"],
])("says what %s may be, when it is %s", (name, value, rule) => {
  expect(refusalOf({ [name]: value })).toBe(`${name}: ${rule}. Correct it in the environment or in .env.local.`);
});

it.each(["ORCHESTRATOR_SECRET_KEY", "ORCHESTRATOR_ADMIN_PASSWORD", "ORCHESTRATOR_API_KEY"])(
  "does not repeat the value of %s when it refuses it",
  (name) => {
    expect(refusalOf({ [name]: "hunter2" })).not.toContain("hunter2");
  },
);

it.each(Object.keys(vercel).slice(1))("requires %s on Vercel", (name) => {
  expect(refusalOf({ ...onVercel, [name]: "" })).toMatch(new RegExp(`^${name}: is required on Vercel`));
});

it("logs to standard output on Vercel, where no file outlives a request", () => {
  expect(parseEnv(onVercel).logFile).toBeNull();
});

it.each(["EMBEDDINGS", "EMBEDDINGS_PREVIOUS"])("requires a model for the provider of %s_URL", (name) => {
  expect(refusalOf({ [`${name}_URL`]: "http://localhost:11434/v1" })).toMatch(
    new RegExp(`^${name}_MODEL: is required`),
  );
});

it("reads the seed's variables", () => {
  const env = parseEnv({
    N8N_WEBHOOK_BASE: "http://n8n:5678/webhook",
    ACTIVEPIECES_BASE: "http://activepieces:3000/api/v1",
    ORCHESTRATOR_SYNC_TIMEOUT: "0",
    ORCHESTRATOR_FLOW_TIMEOUT: "0.5",
  });
  expect(env).toMatchObject({
    n8n: { webhookBase: "http://n8n:5678/webhook" },
    activepieces: { base: "http://activepieces:3000/api/v1" },
    syncTimeoutMs: 0,
    flowTimeoutMs: 500,
  });
});

it("takes an empty value for none", () => {
  const names = ["PORT", "HOST", "DATABASE_URL", "ORCHESTRATOR_URL", "LOG_LEVEL", "EMBEDDINGS_URL", "VERCEL"];
  expect(parseEnv(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(parseEnv({}));
});

it.each([
  ["0.0.0.0", "http://127.0.0.1:9000"],
  ["::", "http://127.0.0.1:9000"],
  ["::1", "http://[::1]:9000"],
  ["192.168.1.2", "http://192.168.1.2:9000"],
])("is reached, when it listens on %s, at %s", (host, url) => {
  expect(parseEnv({ HOST: host, PORT: "9000" }).listenUrl).toBe(url);
});

it("drops the slash at the end of its public address", () => {
  expect(parseEnv({ ORCHESTRATOR_URL: "https://o.example.com/" }).publicUrl).toBe("https://o.example.com");
});

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
    ["by default", {}, { payloadDays: 30, jobDays: 180, usageDays: 366 }],
    [
      "for ever",
      {
        ORCHESTRATOR_RETENTION_PAYLOAD_DAYS: "0",
        ORCHESTRATOR_RETENTION_JOB_DAYS: "0",
        ORCHESTRATOR_RETENTION_USAGE_DAYS: "0",
      },
      { payloadDays: 0, jobDays: 0, usageDays: 0 },
    ],
    ["for a week", { ORCHESTRATOR_RETENTION_PAYLOAD_DAYS: "7" }, { payloadDays: 7, jobDays: 180, usageDays: 366 }],
  ])("is set %s", (_name, source, retention) => {
    expect(parseEnv(source).retention).toEqual(retention);
  });

  it.each(["-1", "1.5", "soon"])("refuses %s days", (days) => {
    expect(() => parseEnv({ ORCHESTRATOR_RETENTION_JOB_DAYS: days })).toThrow(/^ORCHESTRATOR_RETENTION_JOB_DAYS: /);
  });
});

describe("sign-in elsewhere", () => {
  const oidc = { AUTH_OIDC_ISSUER: "https://id.example.com", AUTH_OIDC_ID: "id", AUTH_OIDC_SECRET: "s" };

  it("is configured by variables that belong together", () => {
    expect(parseEnv({ ...oidc, AUTH_ALLOWED_DOMAINS: " Example.com, example.org " }).signIn).toMatchObject({
      oidc: { issuer: "https://id.example.com", id: "id", secret: "s", name: "OpenID" },
      allowedDomains: ["example.com", "example.org"],
    });
    expect(parseEnv({ AUTH_GITHUB_ID: "a", AUTH_GITHUB_SECRET: "b" }).signIn.github).toMatchObject({
      url: "https://github.com",
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ["no secret", { ...oidc, AUTH_OIDC_SECRET: "" }, "AUTH_OIDC_SECRET: is required with AUTH_OIDC_ISSUER."],
    ["no issuer", { ...oidc, AUTH_OIDC_ISSUER: "" }, "AUTH_OIDC_ISSUER: is required with AUTH_OIDC_ID."],
    ["no GitHub secret", { AUTH_GITHUB_ID: "a" }, "AUTH_GITHUB_SECRET: is required with AUTH_GITHUB_ID."],
    ["a domain that is none", { AUTH_ALLOWED_DOMAINS: "*" }, "AUTH_ALLOWED_DOMAINS: '*' is not like example.com."],
    ["a default role of admin", { AUTH_DEFAULT_ROLE: "admin" }, "AUTH_DEFAULT_ROLE: must be viewer or operator"],
    ["no number of proxies", { ORCHESTRATOR_TRUSTED_PROXIES: "yes" }, "ORCHESTRATOR_TRUSTED_PROXIES: must be"],
  ])("refuses %s", (_, source, says) => {
    expect(refusalOf(source)).toContain(says);
  });
});

it.each(["usd", "EURO", "€"])("refuses the currency %s, which is no three capital letters", (ORCHESTRATOR_CURRENCY) => {
  expect(() => parseEnv({ ORCHESTRATOR_CURRENCY })).toThrow("ORCHESTRATOR_CURRENCY: must be three capital letters");
});
