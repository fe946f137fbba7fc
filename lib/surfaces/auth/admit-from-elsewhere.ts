import type { Context } from "@/lib/records/context";
import { admitIdentity, type Identity } from "@/lib/records/users/admit-identity";
import type { User } from "@/lib/records/users/find-user";
import { githubIdentity } from "./github-provider";
import { oidcIdentity } from "./oidc-provider";

/** The user that a provider's checked profile stands for; throws an Error whose word the sign-in page turns into a sentence. */
export async function admitFromElsewhere(
  ctx: Context,
  { provider, profile }: { provider: string; profile: unknown },
): Promise<User> {
  const identity = identityOf(ctx, { provider, profile });
  if (!identity) {
    ctx.log.warn({ provider }, "a sign-in from elsewhere named another issuer, or nobody");
    throw new Error("AccessDenied");
  }
  const admission = await admitIdentity(ctx, identity).catch((cause: unknown) => {
    ctx.log.error({ err: cause }, "a sign-in could not be checked");
    throw new Error("Unavailable");
  });
  if (admission.kind === "admitted") return admission.user;
  const { issuer, subject } = identity;
  ctx.log.warn({ issuer, subject, why: admission.why }, "a sign-in from elsewhere was refused");
  throw new Error(admission.why === "unverified" ? "Unverified" : "AccessDenied");
}

function identityOf(ctx: Context, { provider, profile }: { provider: string; profile: unknown }): Identity | null {
  const { oidc, github } = ctx.env.signIn;
  if (provider === "oidc" && oidc) return oidcIdentity({ claims: profile as object, issuer: oidc.issuer });
  if (provider === "github" && github) return githubIdentity({ profile, url: github.url });
  return null;
}
