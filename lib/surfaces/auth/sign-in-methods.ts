import { getEnv } from "@/lib/core/env";

/** A provider elsewhere that people may sign in with. */
type SignInMethod = { id: string; name: string };

/** The providers that are configured, in the order in which the sign-in page shows them. */
export function signInMethods(): SignInMethod[] {
  const { oidc, github } = getEnv().signIn;
  return [...(oidc ? [{ id: "oidc", name: oidc.name }] : []), ...(github ? [{ id: "github", name: "GitHub" }] : [])];
}
