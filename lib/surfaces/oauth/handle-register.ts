import { redirectUriFault } from "@/lib/policy/oauth/redirect-uri-fault";
import type { Context } from "@/lib/records/context";
import { registerClient } from "@/lib/records/oauth/register-client";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { ClientMetadata, isCodeClient } from "./client-metadata";
import { oauthAnswer, refuseOauth } from "./oauth-answer";

const bytesMax = 64 * 1024;

/** `POST /oauth/register` (RFC 7591), for clients that have no metadata document. What it makes is a public client. */
export async function handleRegister(ctx: Omit<Context, "actor">, request: Request): Promise<Response> {
  const parsed = ClientMetadata.safeParse(await readJsonBody(request, { bytesMax }));
  if (!parsed.success) return refuseMetadata(`'${parsed.error.issues[0]?.path.join(".") ?? ""}' is not valid.`);
  const { client_name: name, redirect_uris: redirectUris } = parsed.data;
  if (!isCodeClient(parsed.data)) return refuseMetadata("Only the authorization code flow is offered.");
  for (const uri of redirectUris) {
    const fault = redirectUriFault(uri);
    if (fault === null) continue;
    return refuseOauth({ error: "invalid_redirect_uri", error_description: `A redirect URI ${fault}.` });
  }
  const client = await registerClient(ctx, { name: name || "A program without a name", redirectUris });
  const body = {
    client_id: client.id,
    client_id_issued_at: Math.floor(client.createdAt.getTime() / 1000),
    client_name: client.name,
    redirect_uris: client.redirectUris,
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  };
  return oauthAnswer(body, 201);
}

function refuseMetadata(description: string): Response {
  return refuseOauth({ error: "invalid_client_metadata", error_description: description });
}
