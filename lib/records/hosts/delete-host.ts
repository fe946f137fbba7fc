import { eq } from "drizzle-orm";
import type { HostEntry } from "@/lib/contracts/host";
import { AppError } from "@/lib/core/app-error";
import { hosts as hostsTable } from "@/lib/db/schema-actions";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { auditedHost } from "./audited-host";
import { changeHosts } from "./change-hosts";
import { hostEntry } from "./host-entry";
import { pickHost } from "./pick-host";

/** Removes a host, its credentials with it; the audit log says so. Throws `host_not_found`, or `host_in_use` for a jump host. */
export function deleteHost(ctx: Context, id: string): Promise<HostEntry> {
  return changeHosts(ctx, async (tx, hosts) => {
    const host = pickHost(hosts, id);
    const beyond = hosts.filter(({ jumpHostId }) => jumpHostId === id).map(({ alias }) => `'${alias}'`);
    if (beyond.length > 0) throw inUse({ alias: host.alias, beyond });
    const entry = hostEntry({ host, hosts });
    await tx.db.delete(hostsTable).where(eq(hostsTable.id, id));
    await appendAudit(tx, { kind: "host.removed", subject: id, data: auditedHost(entry) });
    return entry;
  });
}

function inUse({ alias, beyond }: { alias: string; beyond: string[] }): AppError {
  return new AppError({
    code: "host_in_use",
    detail: `'${alias}' is the jump host of ${beyond.slice(0, 5).join(", ")}${beyond.length > 5 ? " and others" : ""}.`,
    hint: "Remove those first, or give them another jump host.",
  });
}
