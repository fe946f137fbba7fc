import type { Settings } from "@/lib/contracts/settings";
import type { Context } from "@/lib/records/context";

/** What the environment says that people ask about, without a secret. */
export function getSettings({ env }: Pick<Context, "env">): Settings {
  const { oidc, github, allowedDomains } = env.signIn;
  const { payloadDays, jobDays, usageDays } = env.retention;
  return {
    retention: { payload_days: payloadDays, job_days: jobDays, usage_days: usageDays },
    notification: env.approvals.webhookUrl === null ? null : { target: masked(env.approvals.webhookUrl) },
    sign_in: {
      methods: ["Password", ...(oidc ? [oidc.name] : []), ...(github ? ["GitHub"] : [])],
      allowed_domains: oidc || github ? allowedDomains : [],
    },
  };
}

/** The path of a webhook is its password, in Slack and elsewhere. */
function masked(address: string): string {
  const { origin, pathname, search } = new URL(address);
  return pathname === "/" && search === "" ? origin : `${origin}/…`;
}
