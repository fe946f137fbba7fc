import { AppError } from "@/lib/core/app-error";
import type { ErrorCode } from "@/lib/core/error-codes";
import { withSpan } from "@/lib/core/tracing";
import { runThroughBreaker } from "@/lib/engines/breakers";
import { followRun } from "@/lib/engines/ssh/runs-under-way";
import { sshBreakerTarget } from "@/lib/engines/ssh/ssh-breaker-target";
import type { SshResult, SshRun } from "@/lib/engines/ssh/ssh-run";
import type { SshTarget } from "@/lib/engines/ssh/ssh-target";
import { getHost } from "@/lib/records/hosts/get-host";
import type { Host } from "@/lib/records/hosts/host";
import { hostTarget } from "@/lib/records/hosts/host-target";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import type { ToolContext } from "@/lib/tools/define-tool";
import { auditFailedRun, auditRun } from "./audit-run";
import { checkHost } from "./check-host";
import type { HostRun } from "./schemas";
import { createSshOutput } from "./ssh-output";

type RunOnHostInput = {
  /** As it was chosen or approved: when it has another accepted key by now, nothing is sent. */
  host: Host;
  /** Who asks; the host must let it in. */
  intent: string;
  /** Sent as it stands: whoever calls this has judged it, or had it approved. */
  command: string;
  timeoutMs: number;
  isMinimalEnv: boolean;
  /** How much is kept of each stream; 256 KB unless told. */
  outputBytesMax?: number;
  /** Put before each line that is streamed, where several hosts run at once. */
  linePrefix?: string;
};

const outputBytesMaxDefault = 256 * 1024;
/** A host that is down is left alone after five failures in a row, for half a minute. */
const rules = { failuresMax: 5, restMs: 30_000 };
/** What speaks against a host; a wrong key or a full queue does not, and must be told each time. */
const hostFaults = new Set<ErrorCode>(["upstream_failed", "timeout", "outcome_unknown", "ssh_handshake_failed"]);

/**
 * Runs one command on a host of the inventory, streams its output and answers how it ended, all without secrets, and
 * writes it to the audit log. Throws what `checkHost` and the engine throw, with `mayHaveRun` as the engine knows it.
 */
export function runOnHost(ctx: ToolContext, input: RunOnHostInput): Promise<HostRun> {
  return followRun(run(ctx, input));
}

async function run(ctx: ToolContext, input: RunOnHostInput): Promise<HostRun> {
  const { intent, command, linePrefix } = input;
  const host = await getHost(ctx, input.host.id);
  checkHost({ host, intent });
  if (host.hostKeyFingerprint !== input.host.hostKeyFingerprint) throw keyChanged(host);
  const target = hostTarget(ctx, { host, hosts: await listHosts(ctx) });
  const bytesMax = input.outputBytesMax ?? outputBytesMaxDefault;
  const output = createSshOutput({ bytesMax, onShown: ctx.report.output, linePrefix });
  let result: SshResult;
  try {
    result = await throughBreaker(ctx, target, {
      command,
      timeoutMs: input.timeoutMs,
      isMinimalEnv: input.isMinimalEnv,
      signal: ctx.signal,
      // Kept below, where secrets are taken out first.
      outputBytesMax: 0,
      onOutput: output.take,
    });
  } catch (error) {
    await auditFailedRun(ctx, { host, intent, command, error });
    throw error;
  }
  await auditRun(ctx, { host, intent, command, result });
  const { stdout, stderr } = output.end();
  return {
    host: host.alias,
    command,
    exit_code: result.exitCode,
    stdout: stdout.text,
    stderr: stderr.text,
    duration_ms: result.durationMs,
    truncated: stdout.isCut || stderr.isCut || result.isFlooded || result.isOpenEnded,
    timed_out: result.timedOut,
  };
}

async function throughBreaker(ctx: ToolContext, target: SshTarget, run: SshRun): Promise<SshResult> {
  const { runSsh } = await import("@/lib/engines/ssh/run-ssh");
  const attributes = { "orchestrator.host": target.alias, "orchestrator.job_id": ctx.job.id };
  const traced = () => withSpan({ name: "ssh exec", kind: "client", attributes }, () => runSsh(target, run));
  return runThroughBreaker(
    {
      target: sshBreakerTarget(target.alias),
      rules,
      isTargetsFault: (error) => !ctx.signal.aborted && error instanceof AppError && hostFaults.has(error.code),
      detail: `Host '${target.alias}' cannot be reached.`,
      hint: "Ask for another host meanwhile; an operator looks why.",
    },
    () => traced().catch((error) => Promise.reject(withMayHaveRun(error))),
  );
}

/** The engine tells in the context of an error what our callers read in its own field. */
function withMayHaveRun(error: unknown): unknown {
  return error instanceof AppError ? error.with({ mayHaveRun: error.context.mayHaveRun !== false }) : error;
}

function keyChanged({ alias }: Host): AppError {
  return new AppError({
    code: "host_key_mismatch",
    detail: `Host '${alias}' has another accepted key than when this was asked for, so nothing was sent to it.`,
    hint: "An admin has accepted a new key meanwhile. Ask again, so that it is for the host as it is now.",
    mayHaveRun: false,
  });
}
