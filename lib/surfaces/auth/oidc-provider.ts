import type { OAuthConfig } from "next-auth/providers/oauth";
import type { SignInSettings } from "@/lib/core/sign-in-env";
import type { Identity } from "@/lib/records/users/admit-identity";

/** The claims that we read of an ID token; what is missing is missing. */
type Claims = { iss?: unknown; sub?: unknown; email?: unknown; email_verified?: unknown; name?: unknown };

/**
 * An OpenID Connect provider for next-auth: code flow with PKCE, state and nonce; signature, issuer and audience of the ID
 * token are checked by its client. Source: OpenID Connect Core 1.0, section 3.1.
 */
export function oidcProvider({ issuer, id, secret, name }: NonNullable<SignInSettings["oidc"]>): OAuthConfig<Claims> {
  return {
    id: "oidc",
    name,
    type: "oauth",
    wellKnown: `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    clientId: id,
    clientSecret: secret,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    profile: ({ sub }) => ({ id: String(sub) }),
  };
}

/** Who the claims of a checked ID token say it is; null when its issuer is not the one that was configured. */
export function oidcIdentity({ claims, issuer }: { claims: Claims; issuer: string }): Identity | null {
  const { iss, sub, email, email_verified, name } = claims;
  const isOurs = typeof iss === "string" && iss.replace(/\/+$/, "") === issuer.replace(/\/+$/, "");
  if (!isOurs || typeof sub !== "string" || sub === "") return null;
  return {
    issuer: iss,
    subject: sub,
    email: typeof email === "string" ? email : null,
    // Not the text "true": section 5.1 says boolean, and nothing else is a yes.
    isEmailVerified: email_verified === true,
    name: typeof name === "string" ? name : null,
  };
}
