import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import type { SignInSettings } from "@/lib/core/sign-in-env";
import type { Identity } from "@/lib/records/users/admit-identity";

const timeoutMs = 10_000;
const Profile = z.object({
  id: z.number(),
  login: z.string(),
  name: z.string().nullish(),
  emails: z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() })).max(1_000),
});
type Profile = z.infer<typeof Profile>;

/**
 * GitHub, or a GitHub Enterprise Server, for next-auth. The addresses are asked for with what GitHub knows of each: the
 * one on the profile says nothing about whose it is. Source: docs.github.com/rest/users/emails.
 */
export function githubProvider({ id, secret, url }: NonNullable<SignInSettings["github"]>): OAuthConfig<Profile> {
  const api = url === "https://github.com" ? "https://api.github.com" : `${url}/api/v3`;
  const ask = async (path: string, token: string): Promise<unknown> => {
    const response = await fetch(api + path, {
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/vnd.github+json",
        "user-agent": "orchestrator",
      },
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${path}`);
    return response.json();
  };
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    // Its callbacks name it so (RFC 9207).
    issuer: `${url}/login/oauth`,
    clientId: id,
    clientSecret: secret,
    authorization: { url: `${url}/login/oauth/authorize`, params: { scope: "read:user user:email" } },
    token: `${url}/login/oauth/access_token`,
    userinfo: {
      url: `${api}/user`,
      request: async ({ tokens }) => {
        const token = String(tokens.access_token);
        const [user, emails] = await Promise.all([ask("/user", token), ask("/user/emails", token)]);
        return Profile.parse({ ...(user as object), emails }) as never;
      },
    },
    checks: ["pkce", "state"],
    profile: (profile) => ({ id: String(profile.id) }),
  };
}

/** Who a GitHub profile says it is: the account's number, and its primary address if GitHub has verified it. */
export function githubIdentity({ profile, url }: { profile: unknown; url: string }): Identity | null {
  const { data } = Profile.safeParse(profile);
  if (!data) return null;
  const primary = data.emails.find((one) => one.primary) ?? null;
  return {
    issuer: url,
    subject: String(data.id),
    email: primary?.email ?? null,
    isEmailVerified: primary?.verified ?? false,
    name: data.name ?? data.login,
  };
}
