import { eq } from "drizzle-orm";
import type { HostEntry, HostKey } from "@/lib/contracts/host";
import { AppError } from "@/lib/core/app-error";
import { hosts as hostsTable } from "@/lib/db/schema-actions";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { changeHosts } from "./change-hosts";
import type { Host } from "./host";
import { hostEntry } from "./host-entry";
import { pickHost } from "./pick-host";

type AcceptHostKeyInput = {
  /** As it was when its key was read. */
  host: Host;
  hostKey: HostKey;
};

/**
 * Takes a key for a host's own, in place of any before; the audit log names both. Throws `host_key_unknown` when the
 * host was given another way meanwhile, so that the key may be another machine's.
 */
export function acceptHostKey(ctx: Context, { host: seen, hostKey }: AcceptHostKeyInput): Promise<HostEntry> {
  return changeHosts(ctx, async (tx, hosts) => {
    const host = pickHost(hosts, seen.id);
    if (wayTo(host) !== wayTo(seen)) throw changedMeanwhile(host);
    const changed: Host = {
      ...host,
      hostKeyAlgorithm: hostKey.algorithm,
      hostKeyFingerprint: hostKey.fingerprint,
      updatedAt: ctx.clock.now(),
    };
    await tx.db.update(hostsTable).set(changed).where(eq(hostsTable.id, host.id));
    const data = { alias: host.alias, ...hostKey, previous_fingerprint: host.hostKeyFingerprint };
    await appendAudit(tx, { kind: "host_key.accepted", subject: host.id, data });
    return hostEntry({ host: changed, hosts });
  });
}

function wayTo({ address, port, jumpHostId }: Host): string {
  return JSON.stringify([address, port, jumpHostId]);
}

function changedMeanwhile({ alias }: Host): AppError {
  return new AppError({
    code: "host_key_unknown",
    detail: `The host '${alias}' was changed while its key was read, so the key was not accepted.`,
    hint: "Look at the key that it shows now, and accept that.",
  });
}
