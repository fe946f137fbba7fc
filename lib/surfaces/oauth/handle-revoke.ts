import type { Context } from "@/lib/records/context";
import { revokeToken } from "@/lib/records/oauth/revoke-token";
import { oauthAnswer, refuseOauth } from "./oauth-answer";
import { readForm } from "./read-form";

/** `POST /oauth/revoke` (RFC 7009): the same answer whether there was such a token or not. */
export async function handleRevoke(ctx: Omit<Context, "actor">, request: Request): Promise<Response> {
  const { token, client_id: clientId = null } = await readForm(request);
  if (!token) return refuseOauth({ error: "invalid_request", error_description: "'token' is missing." });
  await revokeToken(ctx, { token, clientId });
  return oauthAnswer({});
}
