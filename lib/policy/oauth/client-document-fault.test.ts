import { expect, it } from "vitest";
import { cleanClientName } from "./clean-client-name";
import { clientDocumentFault } from "./client-document-fault";
import { redirectBack } from "./redirect-back";

it.each(["https://claude.ai/oauth/mcp.json", "https://app.example:8443/a?b=c", "https://app.example/a/"])(
  "takes %s for the address of a document",
  (id) => expect(clientDocumentFault({ id, isLoopbackAllowed: false })).toBeNull(),
);

it.each([
  ["http", "http://app.example/a.json"],
  ["loopback", "http://127.0.0.1:9000/a.json"],
  ["no path", "https://app.example"],
  ["an empty path", "https://app.example/"],
  ["a dot segment", "https://app.example/a/../b.json"],
  ["an escaped dot segment", "https://app.example/a/%2e%2e/b.json"],
  ["a fragment", "https://app.example/a.json#b"],
  ["an empty fragment", "https://app.example/a.json#"],
  ["a user name", "https://me@app.example/a.json"],
  ["capitals", "https://APP.example/a.json"],
  ["the default port", "https://app.example:443/a.json"],
  ["a number for a host", "https://2130706433/a.json"],
  ["an address of IPv6", "https://[::1]/a.json"],
  ["a backslash", "https://app.example\\a.json"],
  ["a long one", `https://app.example/${"a".repeat(500)}`],
])("refuses %s", (_what, id) => expect(clientDocumentFault({ id, isLoopbackAllowed: false })).not.toBeNull());

it("takes this machine's own address where the installation may call it", () => {
  expect(clientDocumentFault({ id: "http://127.0.0.1:9000/a.json", isLoopbackAllowed: true })).toBeNull();
  expect(clientDocumentFault({ id: "http://127.0.0.1:9000/", isLoopbackAllowed: true })).not.toBeNull();
  expect(clientDocumentFault({ id: "http://10.0.0.1/a.json", isLoopbackAllowed: true })).not.toBeNull();
});

it.each([
  ["Claude", "Claude"],
  ["  a\u0000b\n\tc  ", "a b c"],
  ["good\u202egnp.exe", "good gnp.exe"],
  ["\u200b\u2060\ufeff", ""],
  ["x".repeat(200), "x".repeat(80)],
  ["\u{1f600}".repeat(100), "\u{1f600}".repeat(80)],
])("makes one visible line of %j", (name, clean) => expect(cleanClientName(name)).toBe(clean));

it("adds its answer to a query that is there, and says who answers", () => {
  const input = { issuer: "https://me.example", state: "a b&c=d", answer: { code: "oac" } };
  expect(redirectBack({ ...input, redirectUri: "https://app.example/cb?x=%20" })).toBe(
    "https://app.example/cb?x=%20&code=oac&state=a+b%26c%3Dd&iss=https%3A%2F%2Fme.example",
  );
  expect(redirectBack({ ...input, state: null, redirectUri: "com.example.app:/cb" })).toBe(
    "com.example.app:/cb?code=oac&iss=https%3A%2F%2Fme.example",
  );
});
