import type { Consent } from "@/lib/contracts/oauth";
import { createId } from "@/lib/core/ids";
import { isSameRedirect } from "@/lib/policy/oauth/is-same-redirect";
import { oauthResource } from "@/lib/policy/oauth/oauth-resource";
import { redirectBack } from "@/lib/policy/oauth/redirect-back";
import { redirectUriFault } from "@/lib/policy/oauth/redirect-uri-fault";
import type { Context } from "@/lib/records/context";
import { sealQuestion } from "./consent-ticket";
import { findAskingClient } from "./find-asking-client";
import { isSameUrl } from "./is-same-url";

type Query = Record<string, string | string[] | undefined>;
type Refusal = { error: "invalid_request" | "unsupported_response_type" | "invalid_target"; problem: string };

const answerMs = 10 * 60_000;
const stateCharsMax = 2_000;

/**
 * What the consent page shows for an authorization request (OAuth 2.1, section 4.1.1). Nobody is sent anywhere by
 * itself, not even with an error: any program may register, so its address is no place that we may lead to unasked.
 */
export async function readConsent(ctx: Context, query: Query): Promise<Consent> {
  const fields = readFields(query);
  if (!fields) return refused("The request gives a parameter twice, or one that is no text.");
  const { client_id: clientId = "", redirect_uri: redirectUri = "", state = null } = fields;
  const asking = await findAskingClient(ctx, clientId);
  if (asking.kind === "unknown") return refused(asking.problem);
  const { client } = asking;
  const isItsOwn = client.redirectUris.some((registered) => isSameRedirect({ registered, given: redirectUri }));
  // What was registered under older rules is judged by today's.
  if (!isItsOwn || redirectUriFault(redirectUri) !== null) {
    return refused("The program wants the answer at an address that is not its own.");
  }
  const refusal = refusalOf(ctx, fields);
  if (refusal) {
    const issuer = ctx.env.publicUrl;
    const url = redirectBack({ redirectUri, issuer, state, answer: { error: refusal.error } });
    return { kind: "refused", problem: refusal.problem, back: { url, to: placeOf(redirectUri) } };
  }
  const ticket = sealQuestion(ctx, {
    grantId: createId("grant", ctx.clock.now().getTime()),
    clientId,
    clientName: client.name,
    redirectUri,
    state,
    codeChallenge: fields.code_challenge ?? "",
    resource: oauthResource(ctx.env.publicUrl),
    expiresAtMs: ctx.clock.now().getTime() + answerMs,
  });
  return {
    kind: "asked",
    clientName: client.name,
    documentHost: client.kind === "document" ? new URL(clientId).host : null,
    redirectTo: placeOf(redirectUri),
    isRedirectLocal: !redirectUri.startsWith("https:"),
    userEmail: ctx.actor.name,
    canGrant: ctx.actor.intents.length > 0,
    ticket,
  };
}

function readFields(query: Query): Record<string, string> | null {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(query)) {
    // Postgres cannot keep a NUL.
    if (Array.isArray(value) || value?.includes("\0")) return null;
    if (value) fields[name] = value;
  }
  return fields;
}

function refusalOf({ env }: Context, fields: Record<string, string>): Refusal | null {
  const { response_type, code_challenge = "", code_challenge_method, resource, state = "" } = fields;
  if (response_type !== "code") {
    return { error: "unsupported_response_type", problem: "The program asks for an answer that is not given here." };
  }
  if (code_challenge_method !== "S256" || !/^[\w-]{43}$/.test(code_challenge)) {
    return { error: "invalid_request", problem: "The program does not protect its request with PKCE (S256)." };
  }
  if (state.length > stateCharsMax) return { error: "invalid_request", problem: "The program's state is too long." };
  if (resource !== undefined && !isSameUrl(resource, oauthResource(env.publicUrl))) {
    return { error: "invalid_target", problem: "The program asks for access to another server." };
  }
  return null;
}

/** The host of a web address, else the scheme by which a program on the user's machine is reached. */
function placeOf(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri);
  return /^https?:$/.test(protocol) ? host : protocol.slice(0, -1);
}

function refused(problem: string): Consent {
  return { kind: "refused", problem, back: null };
}
