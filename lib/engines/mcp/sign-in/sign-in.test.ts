import { describe, expect, it } from "vitest";
import {
  authorizationAt,
  authServerMetadata,
  jsonAnswer,
  startAuthServerStandIn,
} from "@/lib/testing/auth-server-stand-in";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { beginSignIn } from "./begin-sign-in";
import { findReach } from "./find-reach";
import { finishSignIn } from "./finish-sign-in";
import { renewSignIn } from "./renew-sign-in";

const elsewhere = await startFlowStandIn(() => jsonAnswer({ access_token: "x", token_type: "Bearer" }));
const program = {
  redirectUri: "http://127.0.0.1:8000/mcp-sign-in",
  homeUrl: "http://127.0.0.1:8000",
  documentUrl: null,
};
const document = "/.well-known/oauth-authorization-server";
const huge = "x".repeat(50 * 1024 * 1024);

type StandIn = Awaited<ReturnType<typeof startAuthServerStandIn>>;

function begin({ url }: Pick<StandIn, "url">, change: Partial<Parameters<typeof beginSignIn>[0]> = {}) {
  const server = { name: "peer", url: `${url}/mcp`, headers: { Authorization: "Bearer wrong", "X-Team": "blue" } };
  return beginSignIn({ server, program, client: null, state: "s", signal: AbortSignal.timeout(10_000), ...change });
}

function finish(url: string, change: Partial<Parameters<typeof finishSignIn>[0]> = {}) {
  const given = { server: "peer", authorization: authorizationAt(url), codeVerifier: "v", code: "the-code" };
  return finishSignIn({ ...given, iss: null, signal: AbortSignal.timeout(10_000), ...change });
}

const renew = (url: string) =>
  renewSignIn({
    server: "peer",
    authorization: authorizationAt(url),
    refreshToken: "the-token",
    signal: AbortSignal.timeout(10_000),
  });

describe("beginning", () => {
  it("asks for what the server asks for, and shows it no credential that it does not take", async () => {
    const server = await startAuthServerStandIn();
    const { authorizationUrl, authorization } = await begin(server);
    expect(Object.fromEntries(new URL(authorizationUrl).searchParams)).toMatchObject({
      response_type: "code",
      client_id: "client",
      code_challenge_method: "S256",
      scope: "files:read",
      resource: `${server.url}/mcp`,
      state: "s",
    });
    expect(authorization).toMatchObject({ reach: "loopback", client: { client_id: "client" } });
    expect(server.seen[0]?.headers).toMatchObject({ "x-team": "blue" });
    expect(server.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it("uses a registration made by hand, and keeps its secret for the token endpoint", async () => {
    const server = await startAuthServerStandIn(() => ({ "POST /register": () => ({ status: 403 }) }));
    const client = { client_id: "by hand", client_secret: "s3cret" };
    const { authorizationUrl, authorization } = await begin(server, { client });
    expect(authorizationUrl).not.toContain("s3cret");
    expect(authorization.client).toMatchObject(client);
  });

  const metadata = (url: string, change: object) => ({
    [`GET ${document}`]: () => jsonAnswer({ ...authServerMetadata(url), ...change }),
  });
  it.each<[string, NonNullable<Parameters<typeof startAuthServerStandIn>[0]>, string]>([
    [
      "an authorization server in the private network",
      (url) => ({
        "GET /resource": () => jsonAnswer({ resource: `${url}/mcp`, authorization_servers: ["https://10.0.0.1"] }),
      }),
      "that address is not called",
    ],
    [
      "metadata at a cloud's own address",
      () => ({ "POST /mcp": () => challenge("http://169.254.169.254/latest") }),
      "that address is not called",
    ],
    [
      "an issuer that is another",
      (url) => metadata(url, { issuer: "https://other.example" }),
      "another authorization server",
    ],
    ["no word of PKCE", (url) => metadata(url, { code_challenge_methods_supported: undefined }), "PKCE"],
    [
      "a token endpoint in the private network",
      (url) => metadata(url, { token_endpoint: "https://192.168.0.1/t" }),
      "token_endpoint",
    ],
    [
      "a page to open that is a script",
      (url) => metadata(url, { authorization_endpoint: "javascript:alert(1)" }),
      "not OAuth as MCP has it",
    ],
    ["no registration", (url) => metadata(url, { registration_endpoint: undefined }), "lets no program register"],
    [
      "a registration that is refused",
      () => ({ "POST /register": () => jsonAnswer({ error: "invalid_client_metadata" }, 400) }),
      "refused to register this program (400)",
    ],
    ["50 MB of metadata", () => ({ [`GET ${document}`]: () => ({ status: 200, body: huge }) }), "longer than 64 KB"],
    [
      "compressed metadata",
      () => ({ [`GET ${document}`]: () => ({ status: 200, headers: { "content-encoding": "gzip" }, body: "{}" }) }),
      "it is compressed",
    ],
    [
      "metadata that leads elsewhere",
      () => ({ [`GET ${document}`]: () => ({ status: 302, headers: { location: elsewhere.url } }) }),
      "does not say where",
    ],
    [
      "another server's resource",
      (url) => ({
        "GET /resource": () => jsonAnswer({ resource: "https://other.example/mcp", authorization_servers: [url] }),
      }),
      "names another server",
    ],
    [
      "nothing at all",
      () => ({ "POST /mcp": () => ({ status: 200 }), [`GET ${document}`]: () => ({ status: 404 }) }),
      "does not say where",
    ],
  ])("does not sign in with %s", async (_what, routes, detail) => {
    const server = await startAuthServerStandIn(routes);
    await expect(begin(server)).rejects.toMatchObject({ detail: expect.stringContaining(detail), mayHaveRun: false });
    expect(elsewhere.seen).toEqual([]);
  });

  it("does not wait for what never answers", async () => {
    const server = await startAuthServerStandIn(() => ({ [`GET ${document}`]: () => () => {} }));
    const late = begin(server, { signal: AbortSignal.timeout(500) });
    await expect(late).rejects.toMatchObject({ code: "upstream_failed" });
  });
});

describe("the network that a server is in", () => {
  const at = (address: string) => async () => [{ address, family: address.includes(":") ? 6 : 4 }];
  it.each([
    ["93.184.216.34", "public"],
    ["10.1.2.3", "private"],
    ["192.168.1.1", "private"],
    ["fd12::1", "private"],
    ["fd00:ec2::254", "public"],
    ["169.254.169.254", "public"],
    ["100.64.0.1", "public"],
    ["127.0.0.1", "loopback"],
    ["::1", "loopback"],
  ])("is told by its address %s: %s", async (address, reach) => {
    const { signal } = new AbortController();
    expect((await findReach({ url: "https://mcp.example/mcp", resolve: at(address), signal })).reach).toBe(reach);
  });

  it("is where its name led to, whatever that leads to a moment later", async () => {
    const { signal } = new AbortController();
    const answers = ["10.0.0.1", "93.184.216.34"];
    const resolve = async () => [{ address: answers.shift() ?? "", family: 4 }];
    const found = await findReach({ url: "https://mcp.example/mcp", resolve, signal });
    expect([found.reach, await found.resolve("mcp.example", signal)]).toEqual([
      "private",
      [{ address: "10.0.0.1", family: 4 }],
    ]);
  });

  it("opens no other one: a public server's tokens are asked for at no loopback address but its own", async () => {
    const server = await startAuthServerStandIn();
    const metadata = { ...authServerMetadata(server.url), token_endpoint: `${elsewhere.url}/token` };
    const authorization = authorizationAt(server.url, { reach: "public", metadata });
    await expect(finish(server.url, { authorization })).rejects.toMatchObject({
      detail: expect.stringContaining("that address is not called"),
    });
    expect(elsewhere.seen).toEqual([]);
    const own = authorizationAt(server.url, { reach: "public" });
    expect((await finish(server.url, { authorization: own })).tokens.accessToken).toBe("a");
  });
});

describe("ending", () => {
  it("shows the code to nobody when another issuer answers", async () => {
    const server = await startAuthServerStandIn();
    const mixed = finish(server.url, { iss: "https://other.example" });
    await expect(mixed).rejects.toMatchObject({ detail: expect.stringContaining("another authorization server") });
    expect(server.tokenRequests()).toEqual([]);
  });

  it.each([
    ["a token of another kind", () => jsonAnswer({ access_token: "a", token_type: "mac" })],
    ["a token that breaks out of its header", () => jsonAnswer({ access_token: "a\r\nX: y", token_type: "Bearer" })],
    ["no token", () => jsonAnswer({})],
    ["a page", () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<p>the-code</p>" })],
    ["the code in an error", () => jsonAnswer({ error: "the-code", error_description: "the-code" }, 400)],
    ["a failure of its own", () => ({ status: 500, body: "the-code" })],
    ["a redirect", () => ({ status: 307, headers: { location: `${elsewhere.url}/token` } })],
    ["50 MB", () => ({ status: 200, body: huge })],
  ])("takes %s for no sign-in, and repeats none of it", async (_what, answer) => {
    const server = await startAuthServerStandIn(() => ({ "POST /token": answer }));
    const error = await finish(server.url).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "mcp_failed" });
    const { detail, hint, context, cause } = error;
    expect(JSON.stringify([detail, hint, context, String(cause)])).not.toContain("the-code");
    expect(elsewhere.seen).toEqual([]);
  });
});

describe("renewing", () => {
  it("keeps a refresh token that is not replaced", async () => {
    const server = await startAuthServerStandIn(() => ({
      "POST /token": () => jsonAnswer({ access_token: "b", token_type: "bearer" }),
    }));
    expect(await renew(server.url)).toEqual({
      kind: "renewed",
      tokens: { accessToken: "b", refreshToken: "the-token", scope: null },
      expiresInS: null,
    });
  });

  it("tells a refusal for good from one that may pass", async () => {
    const refusing = (error: string, status: number) =>
      startAuthServerStandIn(() => ({ "POST /token": () => jsonAnswer({ error }, status) }));
    expect(await renew((await refusing("invalid_grant", 400)).url)).toEqual({ kind: "refused" });
    await expect(renew((await refusing("temporarily_unavailable", 503)).url)).rejects.toMatchObject({
      code: "mcp_failed",
    });
  });
});

function challenge(metadataUrl: string) {
  return { status: 401, headers: { "www-authenticate": `Bearer resource_metadata="${metadataUrl}"` } };
}
