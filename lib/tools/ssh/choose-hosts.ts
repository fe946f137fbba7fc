import { isIntentCovered } from "@/lib/contracts/intent-names";
import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import type { Context } from "@/lib/records/context";
import type { Host } from "@/lib/records/hosts/host";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import { findHostByAlias } from "./find-host-by-alias";

/** A host that was asked for, or why it is not to be had. */
export type Chosen = { alias: string; host: Host } | { alias: string; error: AppError };

type ChooseHostsInput = { hosts?: string[] | undefined; tag?: string | undefined; intent: string };

const hostsMax = 50;

/**
 * The hosts of a list, each once and each with its own fault if it has one; or those of a tag that are enabled and let
 * the intent in. Throws for a tag that no such host has, and for one that too many have.
 */
export async function chooseHosts(
  ctx: Pick<Context, "db">,
  { hosts = [], tag, intent }: ChooseHostsInput,
): Promise<Chosen[]> {
  const aliases = tag === undefined ? [...new Set(hosts)] : await aliasesOf(ctx, { tag, intent });
  const chosen: Chosen[] = [];
  for (const alias of aliases) {
    try {
      chosen.push({ alias, host: await findHostByAlias(ctx, { alias, intent }) });
    } catch (error) {
      chosen.push({ alias, error: toAppError(error) });
    }
  }
  return chosen;
}

async function aliasesOf(ctx: Pick<Context, "db">, { tag, intent }: { tag: string; intent: string }) {
  const usable = (await listHosts(ctx)).filter(
    ({ isEnabled, intents }) => isEnabled && isIntentCovered({ patterns: intents, intent }),
  );
  const tagged = usable.filter(({ tags }) => tags.includes(tag));
  if (tagged.length === 0) throw tagNotFound({ tag, known: [...new Set(usable.flatMap(({ tags }) => tags))] });
  if (tagged.length > hostsMax) throw tooMany({ tag, count: tagged.length });
  return tagged.map(({ alias }) => alias);
}

function tagNotFound({ tag, known }: { tag: string; known: string[] }): AppError {
  return new AppError({
    code: "host_not_found",
    detail: `No host that may be used has the tag '${tag}'.`,
    hint: known.length > 0 ? `There are: ${known.sort().slice(0, 20).join(", ")}.` : "ssh.hosts lists the hosts.",
    mayHaveRun: false,
  });
}

function tooMany({ tag, count }: { tag: string; count: number }): AppError {
  return new AppError({
    code: "invalid_inputs",
    detail: `${count} hosts have the tag '${tag}'; a command goes to ${hostsMax} at most.`,
    hint: "Give a narrower tag, or the hosts by name in several calls.",
    mayHaveRun: false,
  });
}
