import type { CreateHostRequest, HostEntry } from "@/lib/contracts/host";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { hosts as hostsTable } from "@/lib/db/schema-actions";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { auditedHost } from "./audited-host";
import { changeHosts } from "./change-hosts";
import { checkJumps } from "./check-jumps";
import { findJumpId } from "./find-jump-id";
import type { Host } from "./host";
import { sealHostAuth } from "./host-auth";
import { hostEntry } from "./host-entry";
import { refuseTakenAlias } from "./refuse-taken-alias";

const hostsMax = 500;

/**
 * Adds a host to the inventory, and a row to the audit log; nothing runs on it before its key is accepted. Throws
 * `already_exists` for a taken alias, `invalid_request` for an unfit jump host, `limit_reached` at 500 hosts.
 */
export function createHost(ctx: Context, request: CreateHostRequest): Promise<HostEntry> {
  return changeHosts(ctx, async (tx, hosts) => {
    if (hosts.length >= hostsMax) {
      const detail = `There are ${hostsMax} hosts already.`;
      throw new AppError({ code: "limit_reached", detail, hint: "Remove some." });
    }
    const now = ctx.clock.now();
    const id = createId("host", now.getTime());
    refuseTakenAlias({ alias: request.alias, id, hosts });
    const host: Host = {
      id,
      alias: request.alias,
      address: request.address,
      port: request.port,
      user: request.user,
      tags: request.tags,
      jumpHostId: findJumpId({ alias: request.jump_host, hosts }),
      ...sealHostAuth(ctx, { id, auth: request.auth }),
      hostKeyAlgorithm: null,
      hostKeyFingerprint: null,
      connectTimeoutMs: Math.round(request.connect_timeout_s * 1000),
      sessionsMax: request.sessions_max,
      intents: request.intents,
      fourEyes: request.four_eyes,
      approvalsNeeded: request.approvals_needed,
      isEnabled: request.enabled,
      createdAt: now,
      updatedAt: now,
    };
    checkJumps([...hosts, host]);
    await tx.db.insert(hostsTable).values(host);
    const entry = hostEntry({ host, hosts });
    await appendAudit(tx, { kind: "host.created", subject: id, data: auditedHost(entry) });
    return entry;
  });
}
