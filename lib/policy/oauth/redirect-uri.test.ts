import { describe, expect, it } from "vitest";
import { isSameRedirect } from "./is-same-redirect";
import { redirectUriFault } from "./redirect-uri-fault";

describe("redirectUriFault", () => {
  it.each([
    "https://claude.ai/api/mcp/auth_callback",
    "https://chatgpt.com/connector/oauth/abc?x=1",
    "https://app.example:8443/cb",
    "http://127.0.0.1:33418/",
    "http://localhost/callback",
    "http://[::1]:9000/callback",
    "com.example.app:/oauth",
    "cursor://anysphere.cursor-mcp/oauth/callback",
    "vscode://vscode.github-authentication/did-authenticate",
  ])("has nothing against %s", (uri) => expect(redirectUriFault(uri)).toBeNull());

  it.each([
    ["a script", "javascript:alert(1)"],
    ["a script in capitals", "JavaScript:alert(1)"],
    ["a script that looks like a host", "javascript://example.com/%0aalert(1)"],
    ["a page in the address", "data:text/html,x"],
    ["a file", "file:///etc/passwd"],
    ["plain http", "http://example.com/cb"],
    ["http to a name like loopback", "http://localhost.evil.example/cb"],
    ["http to an address like loopback", "http://127.0.0.1.evil.example/cb"],
    ["another loopback spelling", "http://127.1/cb"],
    ["a user name", "https://good.example@evil.example/cb"],
    ["a user name on loopback", "http://localhost:80@evil.example/cb"],
    ["a fragment", "https://example.com/cb#x"],
    ["an empty fragment", "https://example.com/cb#"],
    ["a backslash", "https://good.example\\@evil.example/cb"],
    ["a blank", "https://example.com/c b"],
    ["a line break", "https://example.com/cb\r\nset-cookie: a=b"],
    ["a tab", "java\tscript:alert(1)"],
    ["a NUL", "https://example.com/\u0000"],
    ["a letter that only looks like one", "https://ex\u0430mple.com/cb"],
    ["a wildcard port", "http://localhost:*/cb"],
    ["a port that there is not", "http://localhost:99999/cb"],
    ["a scheme without an owner", "myapp://cb"],
    ["an intent of Android", "intent://x#Intent;end"],
    ["no scheme", "//evil.example/cb"],
    ["nothing", ""],
    ["a long one", `https://example.com/${"a".repeat(2_000)}`],
  ])("refuses %s", (_what, uri) => expect(redirectUriFault(uri)).not.toBeNull());
});

describe("isSameRedirect", () => {
  const loopback = "http://127.0.0.1:3000/callback";

  it.each([
    ["https://example.com/cb?a=1", "https://example.com/cb?a=1"],
    [loopback, "http://127.0.0.1:51234/callback"],
    [loopback, "http://127.0.0.1/callback"],
    ["http://localhost/callback", "http://localhost:8080/callback"],
    ["http://[::1]/", "http://[::1]:7/"],
  ])("takes %s for %s", (registered, given) => expect(isSameRedirect({ registered, given })).toBe(true));

  it.each([
    ["another path", "https://example.com/cb", "https://example.com/cb/"],
    ["more path", "https://example.com/cb", "https://example.com/cb/../evil"],
    ["more query", "https://example.com/cb", "https://example.com/cb?next=evil"],
    ["another case", "https://example.com/cb", "https://EXAMPLE.com/cb"],
    ["another port of another host", "https://example.com/cb", "https://example.com:444/cb"],
    ["the default port written out", "https://example.com/cb", "https://example.com:443/cb"],
    ["another scheme", "https://example.com/cb", "http://example.com/cb"],
    ["another name of loopback", loopback, "http://localhost:3000/callback"],
    ["another path on loopback", loopback, "http://127.0.0.1:3000/evil"],
    ["https on loopback", loopback, "https://127.0.0.1:3000/callback"],
    ["a host behind a port", loopback, "http://127.0.0.1:3000@evil.example/callback"],
    ["a host that begins alike", "http://localhost/", "http://localhost.evil.example/"],
    ["a host glued on", "http://localhost", "http://localhostevil.example"],
  ])("refuses %s", (_what, registered, given) => expect(isSameRedirect({ registered, given })).toBe(false));
});
