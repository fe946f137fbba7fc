import { eq } from "drizzle-orm";
import type { HostEntry, UpdateHostRequest } from "@/lib/contracts/host";
import { hosts as hostsTable } from "@/lib/db/schema-actions";
import { appendAudit } from "@/lib/records/audit/append-audit";
import { differencesOf } from "@/lib/records/audit/differences-of";
import type { Context } from "@/lib/records/context";
import { auditedHost } from "./audited-host";
import { changeHosts } from "./change-hosts";
import { checkJumps } from "./check-jumps";
import { findJumpId } from "./find-jump-id";
import type { Host } from "./host";
import { sealHostAuth } from "./host-auth";
import { hostEntry } from "./host-entry";
import { pickHost } from "./pick-host";
import { refuseTakenAlias } from "./refuse-taken-alias";

type UpdateHostInput = { id: string; change: UpdateHostRequest };

/**
 * Changes what is given of a host, and tells the audit log of what, from what and to what. The accepted host key stays,
 * but for another address or port it is forgotten and must be accepted anew. Throws as createHost, or `host_not_found`.
 */
export function updateHost(ctx: Context, { id, change }: UpdateHostInput): Promise<HostEntry> {
  return changeHosts(ctx, async (tx, hosts) => {
    const host = pickHost(hosts, id);
    refuseTakenAlias({ alias: change.alias ?? host.alias, id, hosts });
    const changed = {
      ...changedHost({ host, change, hosts }),
      ...(change.auth && sealHostAuth(ctx, { id, auth: change.auth })),
    };
    const hostsAfter = hosts.map((one) => (one.id === id ? changed : one));
    checkJumps(hostsAfter);
    const before = hostEntry({ host, hosts });
    const after = hostEntry({ host: changed, hosts: hostsAfter });
    const differences = differencesOf({ before: auditedHost(before), after: auditedHost(after) });
    if (change.auth) differences.auth = { from: before.auth.kind, to: after.auth.kind };
    if (Object.keys(differences).length === 0) return before;
    const updatedAt = ctx.clock.now();
    await tx.db
      .update(hostsTable)
      .set({ ...changed, updatedAt })
      .where(eq(hostsTable.id, id));
    await appendAudit(tx, { kind: "host.changed", subject: id, data: { alias: host.alias, changed: differences } });
    return { ...after, updated_at: updatedAt.toISOString() };
  });
}

function changedHost({ host, change, hosts }: { host: Host; change: UpdateHostRequest; hosts: Host[] }): Host {
  const { address = host.address, port = host.port, connect_timeout_s: timeoutS } = change;
  const isElsewhere = address !== host.address || port !== host.port;
  return {
    ...host,
    alias: change.alias ?? host.alias,
    address,
    port,
    user: change.user ?? host.user,
    tags: change.tags ?? host.tags,
    jumpHostId: change.jump_host === undefined ? host.jumpHostId : findJumpId({ alias: change.jump_host, hosts }),
    ...(isElsewhere && { hostKeyAlgorithm: null, hostKeyFingerprint: null }),
    connectTimeoutMs: timeoutS === undefined ? host.connectTimeoutMs : Math.round(timeoutS * 1000),
    sessionsMax: change.sessions_max ?? host.sessionsMax,
    intents: change.intents ?? host.intents,
    fourEyes: change.four_eyes ?? host.fourEyes,
    approvalsNeeded: change.approvals_needed ?? host.approvalsNeeded,
    isEnabled: change.enabled ?? host.isEnabled,
  };
}
