import type { ShownHostKey } from "@/lib/contracts/host";
import { noteKeyMismatch } from "@/lib/records/audit/note-key-mismatch";
import type { Context } from "@/lib/records/context";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import { pickHost } from "@/lib/records/hosts/pick-host";
import { readShownKey } from "./read-shown-key";

/**
 * The key that a host shows now, beside the accepted one; another than that is an outcome here, and goes into the audit
 * log. Throws `host_not_found`, or why the host cannot be reached.
 */
export async function showHostKey(ctx: Context, id: string): Promise<ShownHostKey> {
  const hosts = await listHosts(ctx);
  const host = pickHost(hosts, id);
  const shown = await readShownKey(ctx, { host, hosts, keyType: host.hostKeyAlgorithm });
  const expected = host.hostKeyFingerprint;
  const matches = expected === null ? null : expected === shown.fingerprint;
  if (matches === false) await noteKeyMismatch(ctx, { hostId: id, expected, presented: shown.fingerprint });
  return { host_id: id, ...shown, accepted: expected !== null, matches };
}
