import type { HostEntry, HostKey } from "@/lib/contracts/host";
import { AppError } from "@/lib/core/app-error";
import { noteKeyMismatch } from "@/lib/records/audit/note-key-mismatch";
import type { Context } from "@/lib/records/context";
import { acceptHostKey } from "@/lib/records/hosts/accept-host-key";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import { pickHost } from "@/lib/records/hosts/pick-host";
import { readShownKey } from "./read-shown-key";

/**
 * Accepts the key with a fingerprint for a host, if the host shows that key at this moment. Throws `host_key_mismatch`
 * when it shows another one, `host_not_found`, or why the host cannot be reached.
 */
export async function acceptShownKey(
  ctx: Context,
  { id, fingerprint }: { id: string; fingerprint: string },
): Promise<HostEntry> {
  const hosts = await listHosts(ctx);
  const host = pickHost(hosts, id);
  // Of a host that has several, the key to accept may be of another type than the accepted one.
  const keyTypes = host.hostKeyAlgorithm === null ? [null] : [host.hostKeyAlgorithm, null];
  const seen: HostKey[] = [];
  for (const keyType of keyTypes) {
    const shown = await readShownKey(ctx, { host, hosts, keyType });
    if (shown.fingerprint === fingerprint) return acceptHostKey(ctx, { host, hostKey: shown });
    seen.push(shown);
  }
  const presented = seen[0]?.fingerprint ?? null;
  await noteKeyMismatch(ctx, { hostId: id, expected: fingerprint, presented });
  throw new AppError({
    code: "host_key_mismatch",
    detail: `Host '${host.alias}' does not show that key at this moment, so it was not accepted.`,
    hint: `npm run host:show-key -- ${host.alias} shows the key that it has now. Compare it on the host's own console.`,
    context: { fingerprint, presented },
  });
}
