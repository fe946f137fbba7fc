import type { Env } from "@/lib/core/env";
import { knowSecrets } from "@/lib/core/known-secrets";
import type { Log } from "@/lib/core/log";
import { metrics } from "@/lib/core/metrics";
import { setTracer } from "@/lib/core/tracing";
import { version } from "@/package.json";

/** Counts from now on, and traces where that is configured; nothing of the tracing is loaded where it is not. */
export async function watchOver({ env, log }: { env: Env; log: Log }): Promise<void> {
  metrics();
  if (!env.tracing) return;
  const { openTracer } = await import("@/lib/engines/tracing/open-tracer");
  setTracer(await openTracer({ settings: env.tracing, version, log }));
}

type KnowInput = { env: Env; secretKey: string };

/** Notes what this process has been given to keep, so that no line of its log shows it. */
export function knowConfiguration({ env, secretKey }: KnowInput): void {
  const { inngest, signIn } = env;
  knowSecrets([
    secretKey,
    env.apiKey,
    env.adminPassword,
    env.metricsToken,
    env.embeddings?.apiKey,
    ...(inngest?.kind === "keys" ? [inngest.eventKey, inngest.signingKey] : []),
    signIn.oidc?.secret,
    signIn.github?.secret,
    ...passwordsIn(env.databaseUrl),
    ...[env.approvals.webhookUrl, env.embeddings?.url].flatMap((url) => secretsInUrl(url ?? null)),
    ...env.mcp.servers.flatMap(({ transport }) =>
      transport.kind === "http"
        ? [...Object.values(transport.headers), ...secretsInUrl(transport.url)]
        : Object.values(transport.env),
    ),
    ...(env.tracing?.secrets ?? []),
  ]);
}

function passwordsIn(url: string | null): string[] {
  const password = url === null ? "" : new URL(url).password;
  return [password, decodeURIComponent(password)];
}

/** Webhooks are often let in by what their address holds. */
function secretsInUrl(url: string | null): string[] {
  if (url === null || !URL.canParse(url)) return [];
  const { password, searchParams, pathname } = new URL(url);
  return [password, decodeURIComponent(password), ...searchParams.values(), ...pathname.split("/").filter(isLong)];
}

/** A part of a path that no person has chosen. */
function isLong(part: string): boolean {
  return part.length >= 20;
}
