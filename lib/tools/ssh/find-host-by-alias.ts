import { isIntentCovered } from "@/lib/contracts/intent-names";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { findHost } from "@/lib/records/hosts/find-host";
import type { Host } from "@/lib/records/hosts/host";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import { checkHost } from "./check-host";

const namedMax = 20;

/**
 * The host of an alias, ready for an intent. Throws `host_not_found` with the aliases that the intent may use, and what
 * `checkHost` throws.
 */
export async function findHostByAlias(
  ctx: Pick<Context, "db">,
  { alias, intent }: { alias: string; intent: string },
): Promise<Host> {
  const host = await findHost(ctx, alias);
  if (!host) throw hostNotFound({ alias, usable: usableBy({ hosts: await listHosts(ctx), intent }) });
  checkHost({ host, intent });
  return host;
}

function usableBy({ hosts, intent }: { hosts: Host[]; intent: string }): string[] {
  return hosts
    .filter(({ isEnabled, intents }) => isEnabled && isIntentCovered({ patterns: intents, intent }))
    .map(({ alias }) => alias);
}

function hostNotFound({ alias, usable }: { alias: string; usable: string[] }): AppError {
  const named = usable.slice(0, namedMax).join(", ");
  const more = usable.length > namedMax ? ` and ${usable.length - namedMax} more, which ssh.hosts lists` : "";
  return new AppError({
    code: "host_not_found",
    detail: `There is no host '${alias}'.`,
    hint: usable.length > 0 ? `Use one of: ${named}${more}.` : "There is none to use yet: an admin adds hosts.",
    mayHaveRun: false,
  });
}
