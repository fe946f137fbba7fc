import {
  auth,
  type OAuthClientInformationMixed,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
  type StoredOAuthTokens,
} from "@modelcontextprotocol/client";
import { describe, expect, it } from "vitest";
import { createOauthUser } from "@/lib/testing/oauth-user";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";

const redirectUrl = "http://127.0.0.1:3999/callback";
const clientMetadata = { client_name: "SDK client", redirect_uris: [redirectUrl] };
const documentPath = "/client.json";

const url: string = await serveApp((request) => serve(request));
const app = await createTestApp({ variables: { ORCHESTRATOR_URL: url } });
const user = await createOauthUser({ app, id: "usr_ada" });

/** The app, and the web server of a client with a document. */
async function serve(request: Request): Promise<Response> {
  if (new URL(request.url).pathname !== documentPath) return app.handle(request);
  return Response.json({ client_id: url + documentPath, ...clientMetadata });
}

/** What a client of the SDK remembers, and where it would have sent its user. */
function createProvider() {
  const kept: {
    client?: OAuthClientInformationMixed;
    tokens?: StoredOAuthTokens;
    verifier?: string;
    discovery?: OAuthDiscoveryState;
    sentTo?: URL;
  } = {};
  const provider: OAuthClientProvider = {
    redirectUrl,
    clientMetadata,
    state: () => "the state",
    clientInformation: () => kept.client,
    saveClientInformation: (client) => void Object.assign(kept, { client }),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => void Object.assign(kept, { tokens }),
    redirectToAuthorization: (sentTo) => void Object.assign(kept, { sentTo }),
    saveCodeVerifier: (verifier) => void Object.assign(kept, { verifier }),
    codeVerifier: () => kept.verifier ?? "",
    saveDiscoveryState: (discovery) => void Object.assign(kept, { discovery }),
    discoveryState: () => kept.discovery,
  };
  return { provider, kept };
}

/** Who /mcp says that the holder of a token is, or the status with which it turns that away. */
async function callerOf(token: string | undefined): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
  };
  const params = { name: "system_whoami", arguments: {} };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
  const response = await fetch(`${url}/mcp`, { method: "POST", headers, body });
  if (response.status !== 200) return response.status;
  const [, message = "{}"] = /^data: (.*)$/m.exec(await response.text()) ?? [];
  return JSON.parse(message).result.structuredContent.result;
}

describe.each([
  ["a program that registers itself", undefined],
  ["a program with a metadata document", url + documentPath],
])("%s", (_what, documentUrl) => {
  const { provider: client, kept } = createProvider();
  // The SDK takes only https for the document's address; this is what it keeps for one that it took.
  if (documentUrl) kept.client = { client_id: documentUrl, issuer: url };
  const serverUrl = `${url}/mcp`;

  it("finds everything from a 401 of /mcp, and sends its user to the consent page", async () => {
    const refused = await fetch(serverUrl, { method: "POST" });
    expect(refused.status).toBe(401);
    const challenge = refused.headers.get("www-authenticate") ?? "";
    const resourceMetadataUrl = new URL(/resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? "");
    expect(await auth(client, { serverUrl, resourceMetadataUrl })).toBe("REDIRECT");
    expect(kept.sentTo?.href).toMatch(new RegExp(`^${url}/oauth/authorize\\?`));
    expect(kept.client?.client_id).toMatch(documentUrl ?? /^oac_/);
  });

  it("gets tokens for the user's yes, checks who answered, and is let in as a grant", async () => {
    const query = Object.fromEntries(kept.sentTo?.searchParams ?? []);
    expect(query).toMatchObject({ resource: serverUrl, code_challenge_method: "S256" });
    const answered = Object.fromEntries(await user.approve(query, ["memory.*", "system.whoami"]));
    expect(answered).toMatchObject({ state: "the state", iss: url });
    const { code: authorizationCode = "", iss = "" } = answered;
    await expect(auth(client, { serverUrl, authorizationCode, iss: "https://mixed-up.example" })).rejects.toThrow();
    expect(await auth(client, { serverUrl, authorizationCode, iss })).toBe("AUTHORIZED");
    expect(await callerOf(kept.tokens?.access_token)).toMatchObject({
      kind: "grant",
      caller: `SDK client for ${user.email}`,
      intents: ["memory.*", "system.whoami"],
    });
  });

  it("is let in nowhere else", async () => {
    const headers = { authorization: `Bearer ${kept.tokens?.access_token}` };
    for (const path of ["/tools", "/jobs", "/grants", "/keys"]) {
      expect((await fetch(url + path, { headers })).status).toBe(401);
    }
  });

  it("refreshes by itself", async () => {
    const before = kept.tokens?.access_token;
    expect(await auth(client, { serverUrl })).toBe("AUTHORIZED");
    expect(kept.tokens?.access_token).not.toBe(before);
    expect(await callerOf(kept.tokens?.access_token)).toMatchObject({ kind: "grant" });
  });

  it("is shut out at once by its user, and must ask again", async () => {
    const { grants } = await (await user.send({ path: "/grants" })).json();
    const { grant_id } = grants.find((grant: { revoked_at: string | null }) => grant.revoked_at === null);
    const revoked = await user.send({ method: "DELETE", path: `/grants/${grant_id}` });
    expect(revoked.status).toBe(200);
    expect(await callerOf(kept.tokens?.access_token)).toBe(401);
    delete kept.sentTo;
    const invalidate = () => void Object.assign(kept, { tokens: undefined });
    expect(await auth({ ...client, invalidateCredentials: invalidate }, { serverUrl })).toBe("REDIRECT");
    expect(kept.sentTo).toBeDefined();
  });
});

it("publishes where its tokens come from to pages of any origin, and that it is no OpenID provider", async () => {
  const read = async (path: string) => {
    const response = await fetch(url + path);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    return response.json();
  };
  const resource = { resource: `${url}/mcp`, authorization_servers: [url], bearer_methods_supported: ["header"] };
  expect(await read("/.well-known/oauth-protected-resource")).toMatchObject(resource);
  expect(await read("/.well-known/oauth-protected-resource/mcp")).toMatchObject(resource);
  expect(await read("/.well-known/oauth-authorization-server")).toMatchObject({
    issuer: url,
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
    registration_endpoint: `${url}/oauth/register`,
    revocation_endpoint: `${url}/oauth/revoke`,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
  });
});
