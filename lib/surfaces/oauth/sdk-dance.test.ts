import {
  auth,
  type OAuthClientInformationMixed,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
  type StoredOAuthTokens,
} from "@modelcontextprotocol/client";
import { describe, expect, it } from "vitest";
import { toAppError } from "@/lib/core/to-app-error";
import { answer } from "@/lib/surfaces/http/answer";
import { authenticate } from "@/lib/surfaces/http/authenticate";
import { createOauthUser } from "@/lib/testing/oauth-user";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { mcpChallenge } from "./describe-server";

const redirectUrl = "http://127.0.0.1:3999/callback";
const clientMetadata = { client_name: "SDK client", redirect_uris: [redirectUrl] };
const documentPath = "/client.json";

const url: string = await serveApp((request) => serve(request));
const app = await createTestApp({ variables: { ORCHESTRATOR_URL: url } });
const user = await createOauthUser({ app, id: "usr_ada" });

/** The app, a guarded /mcp that says who calls, and the web server of a client with a document. */
async function serve(request: Request): Promise<Response> {
  switch (new URL(request.url).pathname) {
    case "/mcp":
      return answerCaller(request);
    case documentPath:
      return Response.json({ client_id: url + documentPath, ...clientMetadata });
    default:
      return app.handle(request);
  }
}

/** How the MCP endpoint asks who calls, and what it says to whom it does not know. */
function answerCaller(request: Request): Promise<Response> {
  return answer(request, async (ctx) => {
    try {
      return Response.json(await authenticate(ctx, request, { areGrantsTaken: true }));
    } catch (thrown) {
      const { detail } = toAppError(thrown);
      return new Response(detail, { status: 401, headers: { "www-authenticate": mcpChallenge(ctx.env) } });
    }
  });
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

async function callerOf(token: string | undefined): Promise<unknown> {
  const response = await fetch(`${url}/mcp`, { headers: { authorization: `Bearer ${token}` } });
  return response.status === 200 ? response.json() : response.status;
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
    const refused = await fetch(serverUrl);
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
    const answered = Object.fromEntries(await user.approve(query, ["memory.*"]));
    expect(answered).toMatchObject({ state: "the state", iss: url });
    const { code: authorizationCode = "", iss = "" } = answered;
    await expect(auth(client, { serverUrl, authorizationCode, iss: "https://mixed-up.example" })).rejects.toThrow();
    expect(await auth(client, { serverUrl, authorizationCode, iss })).toBe("AUTHORIZED");
    expect(await callerOf(kept.tokens?.access_token)).toMatchObject({
      kind: "grant",
      name: `SDK client for ${user.email}`,
      intents: ["memory.*"],
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
    const caller = (await callerOf(kept.tokens?.access_token)) as { id: string };
    const revoked = await user.send({ method: "DELETE", path: `/grants/${caller.id}` });
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
