import { AppError } from "@/lib/core/app-error";
import type { SshResult } from "@/lib/engines/ssh/ssh-run";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Host } from "@/lib/records/hosts/host";
import type { ToolContext } from "@/lib/tools/define-tool";
import { storableCommand } from "./storable-command";

type AuditRunInput = { host: Host; intent: string; command: string };

/** Writes down for good that a command was run on a host, and with which key that host showed itself. */
export async function auditRun(ctx: ToolContext, input: AuditRunInput & { result: SshResult }): Promise<void> {
  const { exitCode, timedOut, isFlooded } = input.result;
  const stopped = timedOut ? "time" : isFlooded ? "output" : null;
  await append(ctx, input, { exit_code: exitCode, ...(stopped && { stopped_for: stopped }) });
}

/** Writes down a run that failed: a host with another key, or a command that was sent and whose end is not known. */
export async function auditFailedRun(ctx: ToolContext, input: AuditRunInput & { error: unknown }): Promise<void> {
  const { error } = input;
  if (!(error instanceof AppError)) return append(ctx, input, { exit_code: null, error: "internal" });
  if (error.code === "host_key_mismatch") {
    const { hostId, host, accepted, presented } = error.context;
    const data = { host, accepted, presented, on_the_way_to: input.host.alias, job_id: ctx.job.id };
    return appendAudit(ctx, { kind: "host_key.mismatch", subject: String(hostId), data });
  }
  if (error.mayHaveRun) await append(ctx, input, { exit_code: null, error: error.code });
}

function append(ctx: ToolContext, input: AuditRunInput, end: Record<string, unknown>): Promise<void> {
  const { host, intent, command } = input;
  const data = {
    host: host.alias,
    fingerprint: host.hostKeyFingerprint,
    intent,
    command: storableCommand(command),
    job_id: ctx.job.id,
    ...end,
  };
  return appendAudit(ctx, { kind: "command.run", subject: host.id, data });
}
