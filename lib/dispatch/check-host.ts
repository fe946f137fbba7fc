import type { HostCheck } from "@/lib/contracts/host";
import { AppError } from "@/lib/core/app-error";
import { runSsh } from "@/lib/engines/ssh/run-ssh";
import { noteMismatchIn } from "@/lib/records/audit/note-mismatch-in";
import type { Context } from "@/lib/records/context";
import type { Host } from "@/lib/records/hosts/host";
import { hostTarget } from "@/lib/records/hosts/host-target";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import { pickHost } from "@/lib/records/hosts/pick-host";
import { withinHostTime } from "./within-host-time";

type Finding = Omit<HostCheck, "host_id">;

const timeoutMs = 10_000;
const outputBytesMax = 1_000;

/** Whether a host lets us in and takes commands: runs `true` there, whether or not it is switched on. Throws `host_not_found`. */
export async function checkHost(ctx: Context, id: string): Promise<HostCheck> {
  const hosts = await listHosts(ctx);
  const host = pickHost(hosts, id);
  try {
    const target = hostTarget(ctx, { host, hosts });
    const { exitCode } = await withinHostTime({ ctx, host }, (signal) =>
      runSsh(target, { command: "true", timeoutMs, outputBytesMax, isMinimalEnv: true, signal }),
    );
    return { host_id: id, ...findingOf({ host, exitCode }) };
  } catch (error) {
    await noteMismatchIn(ctx, error);
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    return { host_id: id, state: "failed", detail: error.detail, fix: fixOf({ host, error }) };
  }
}

function findingOf({ host, exitCode }: { host: Host; exitCode: number | null }): Finding {
  const { alias, user } = host;
  if (exitCode !== 0) {
    const detail = `It let '${user}' in, but \`true\` ended with ${exitCode === null ? "a signal" : exitCode}.`;
    return { state: "failed", detail, fix: "Look at what the account's shell does with commands." };
  }
  const detail = `It let '${user}' in and took a command.`;
  if (host.isEnabled) return { state: "ok", detail, fix: null };
  const fix = `npm run host:edit -- ${alias} --enabled true switches it on.`;
  return { state: "warning", detail: `${detail} It is switched off in the inventory.`, fix };
}

function fixOf({ host, error }: { host: Host; error: AppError }): string | null {
  const isOwnKeyUnknown = error.code === "host_key_unknown" && host.hostKeyFingerprint === null;
  return isOwnKeyUnknown
    ? `npm run host:show-key -- ${host.alias} shows it; compare it on the host's own console, then host:accept-key.`
    : (error.hint ?? null);
}
