/** An error as OAuth says it (RFC 6749, section 5.2; RFC 7591, section 3.2.2; RFC 8707, section 2). */
export type OauthRefusal = {
  error:
    | "invalid_request"
    | "invalid_target"
    | "unsupported_grant_type"
    | "invalid_client_metadata"
    | "invalid_redirect_uri"
    | "temporarily_unavailable";
  error_description: string;
};

const headers = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", pragma: "no-cache" };

/** The JSON answer of an OAuth endpoint, which nobody may keep. */
export function oauthAnswer(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

/** A request that is refused for what is wrong with it. */
export function refuseOauth(refusal: OauthRefusal, status = 400): Response {
  return oauthAnswer(refusal, status);
}
