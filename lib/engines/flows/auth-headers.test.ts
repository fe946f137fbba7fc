import { createHmac, generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FlowAuth } from "@/lib/contracts/flow";
import { flowCall } from "@/lib/testing/flow-call";
import { authHeaders } from "./auth-headers";
import { callN8n } from "./call-n8n";

const now = new Date("2026-01-01T00:00:00Z");
const headersOf = (auth: unknown) => authHeaders({ auth: FlowAuth.parse(auth), now }).headers;

it.each([
  ["nothing", { kind: "none" }, {}],
  ["a header of its own", { kind: "header", name: "X-Key", value: "s3cret value" }, { "x-key": "s3cret value" }],
  [
    "a user and a password",
    { kind: "basic", username: "me", password: "pä:ss" },
    { authorization: "Basic bWU6cMOkOnNz" },
  ],
  ["a token", { kind: "bearer", token: "abc.def" }, { authorization: "Bearer abc.def" }],
])("sends %s", (_what, auth, expected) => expect(headersOf(auth)).toEqual(expected));

it.each([
  ["a line break", { kind: "header", name: "x-key", value: "a\r\nx-other: b" }],
  ["a line break at the end", { kind: "header", name: "x-key", value: "a\n" }],
  ["a control character", { kind: "header", name: "x-key", value: "a\u0000b" }],
  ["letters beyond ASCII", { kind: "header", name: "x-key", value: "ключ" }],
  ["no value", { kind: "header", name: "x-key", value: "" }],
  ["a name with a space", { kind: "header", name: "x key", value: "a" }],
  ["a name with a line break", { kind: "header", name: "x-key\n", value: "a" }],
  ["the host", { kind: "header", name: "Host", value: "a" }],
  ["the length", { kind: "header", name: "Content-Length", value: "1" }],
  ["a hop-by-hop header", { kind: "header", name: "Transfer-Encoding", value: "chunked" }],
  ["a header of every flow", { kind: "header", name: "Idempotency-Key", value: "a" }],
  ["a user name with a colon", { kind: "basic", username: "a:b", password: "c" }],
  ["a password with a line break", { kind: "basic", username: "a", password: "c\n" }],
  ["a token with a space", { kind: "bearer", token: "a b" }],
  ["an unknown algorithm", { kind: "jwt", secret: "s", algorithm: "none" }],
  ["a shared secret for a key pair's algorithm", { kind: "jwt", secret: "s", algorithm: "RS256" }],
  ["claims that each call sets", { kind: "jwt", secret: "s", claims: { exp: 1 } }],
  ["an unknown member", { kind: "none", token: "x" }],
])("refuses %s", (_what, auth) => expect(FlowAuth.safeParse(auth).success).toBe(false));

describe("a JWT", () => {
  const partsOf = (auth: unknown) => {
    const [head = "", payload = "", signature = ""] = (headersOf(auth).authorization ?? "").slice(7).split(".");
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
    return { signed: `${head}.${payload}`, head: read(head), payload: read(payload), signature };
  };

  it.each([
    ["HS256", "sha256"],
    ["HS384", "sha384"],
    ["HS512", "sha512"],
  ])("is signed with %s", (algorithm, hash) => {
    const token = partsOf({ kind: "jwt", secret: "shared", algorithm, claims: { iss: "orchestrator" }, expires_s: 30 });
    expect(token.head).toEqual({ alg: algorithm, typ: "JWT" });
    expect(token.payload).toEqual({ iss: "orchestrator", iat: 1_767_225_600, exp: 1_767_225_630 });
    expect(token.signature).toBe(createHmac(hash, "shared").update(token.signed).digest("base64url"));
  });

  it.each([
    ["RS256", "sha256", () => generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["ES256", "sha256", () => generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["ES512", "sha512", () => generateKeyPairSync("ec", { namedCurve: "P-521" })],
  ])("is signed with %s by a private key", (algorithm, hash, generate) => {
    const { privateKey, publicKey } = generate();
    const token = partsOf({ kind: "jwt", algorithm, secret: privateKey.export({ type: "pkcs8", format: "pem" }) });
    const key = { key: publicKey, dsaEncoding: "ieee-p1363" as const };
    expect(verify(hash, Buffer.from(token.signed), key, Buffer.from(token.signature, "base64url"))).toBe(true);
  });

  it.each([
    [
      "of another kind",
      "RS256",
      generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }),
    ],
    [
      "on another curve",
      "ES384",
      generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }),
    ],
    ["that is none", "RS256", "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----"],
  ])("ends a call for good, unsent and unquoted, with a key %s", async (_what, algorithm, secret) => {
    const auth = FlowAuth.parse({ kind: "jwt", algorithm, secret });
    const outcome = await callN8n(flowCall({ url: "http://127.0.0.1:1/", auth }), { waits: true });
    expect(outcome).toMatchObject({ kind: "failed", mayHaveRun: false, error: { cause: undefined, context: {} } });
  });
});
