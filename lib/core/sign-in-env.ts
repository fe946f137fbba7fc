import { z } from "zod";
import { backendUrl, blankAsUnset, oneOf, optionalText, wholeNumber } from "./env-fields";

/** The variables that say who may sign in to the console, and how; named as next-auth's own are. */
export const signInFields = {
  AUTH_OIDC_ISSUER: backendUrl,
  AUTH_OIDC_ID: optionalText,
  AUTH_OIDC_SECRET: optionalText,
  AUTH_OIDC_NAME: z.preprocess(blankAsUnset, z.string().max(40, "must have at most 40 characters").default("OpenID")),
  AUTH_GITHUB_ID: optionalText,
  AUTH_GITHUB_SECRET: optionalText,
  AUTH_GITHUB_URL: backendUrl,
  AUTH_ALLOWED_DOMAINS: optionalText,
  AUTH_DEFAULT_ROLE: z.preprocess(blankAsUnset, oneOf("viewer", "operator").default("viewer")),
  ORCHESTRATOR_TRUSTED_PROXIES: wholeNumber({ min: 0, max: 10, fallback: 0 }),
};

/** How people sign in beside their password, and who of them needs no invitation. */
export type SignInSettings = {
  oidc: { issuer: string; id: string; secret: string; name: string } | null;
  /** `url` is github.com's, or that of a GitHub Enterprise Server. */
  github: { id: string; secret: string; url: string } | null;
  /** Domains whose verified addresses join by themselves, with this role. */
  allowedDomains: string[];
  defaultRole: "viewer" | "operator";
};

type Values = z.output<z.ZodObject<typeof signInFields>>;

/** The settings, or the sentence about the variable that is wrong. */
export function readSignIn(values: Values): SignInSettings | string {
  const { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: oidcId, AUTH_OIDC_SECRET: oidcSecret } = values;
  const { AUTH_GITHUB_ID: githubId, AUTH_GITHUB_SECRET: githubSecret } = values;
  const oidc = { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: oidcId, AUTH_OIDC_SECRET: oidcSecret };
  const github = { AUTH_GITHUB_ID: githubId, AUTH_GITHUB_SECRET: githubSecret };
  const missing = firstMissing(oidc) ?? firstMissing(github);
  if (missing) return missing;
  const domains = (values.AUTH_ALLOWED_DOMAINS ?? "").split(",").map((part) => part.trim().toLowerCase());
  const allowedDomains = domains.filter(Boolean);
  const odd = allowedDomains.find((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain));
  if (odd) return `AUTH_ALLOWED_DOMAINS: '${odd}' is not like example.com.`;
  return {
    oidc:
      issuer && oidcId && oidcSecret ? { issuer, id: oidcId, secret: oidcSecret, name: values.AUTH_OIDC_NAME } : null,
    github:
      githubId && githubSecret
        ? {
            id: githubId,
            secret: githubSecret,
            url: (values.AUTH_GITHUB_URL ?? "https://github.com").replace(/\/+$/, ""),
          }
        : null,
    allowedDomains,
    defaultRole: values.AUTH_DEFAULT_ROLE,
  };
}

/** The first of some variables that belong together which is not set although another one is. */
function firstMissing(group: Record<string, string | undefined>): string | null {
  const names = Object.keys(group);
  const given = names.find((name) => group[name]);
  const missing = names.find((name) => !group[name]);
  return given && missing ? `${missing}: is required with ${given}.` : null;
}
