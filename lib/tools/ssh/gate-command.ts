import { AppError } from "@/lib/core/app-error";
import type { CommandVerdict } from "@/lib/policy/command/command-verdict";
import type { Context } from "@/lib/records/context";
import type { Gate } from "@/lib/tools/define-tool";
import { findHostByAlias } from "./find-host-by-alias";
import { nextStep } from "./next-step";

type Asked = {
  host: string;
  command: string;
  confirm_dangerous: boolean;
  reason?: string | undefined;
  timeout_s: number;
};
type GateCommandInput = { intent: string; input: Asked; verdict: CommandVerdict };

/**
 * The approval that a command on a host waits for, bound to the host's row and its accepted key beside the command.
 * Throws `command_refused` for what hides something from whoever would decide, and what finding the host throws.
 */
export async function gateCommand(
  ctx: Pick<Context, "db">,
  { intent, input, verdict }: GateCommandInput,
): Promise<Gate> {
  if (verdict.verdict === "refuse") {
    throw new AppError({
      code: "command_refused",
      detail: verdict.reason,
      hint: nextStep("refuse"),
      mayHaveRun: false,
    });
  }
  const host = await findHostByAlias(ctx, { alias: input.host, intent });
  return {
    kind: "approval",
    card: {
      title: `Run a command on ${host.alias}`,
      inputs: { ...input },
      command: input.command,
      host: host.alias,
      account: accountOf(host),
      host_key: host.hostKeyFingerprint,
      reason: input.reason ?? null,
      assessment: verdict.reason,
      parts: verdict.parts.map(({ text, verdict: own, note }) => ({ text, verdict: own, note })),
    },
    bound: {
      host_id: host.id,
      host_key: host.hostKeyFingerprint,
      address: host.address,
      port: host.port,
      user: host.user,
      jump_host_id: host.jumpHostId,
      changed_at: host.updatedAt.toISOString(),
    },
    needed: host.approvalsNeeded,
    fourEyes: host.fourEyes,
  };
}

function accountOf({ user, address, port, jumpHostId }: Awaited<ReturnType<typeof findHostByAlias>>): string {
  return `${user} at ${address}, port ${port}${jumpHostId === null ? "" : ", through another host"}`;
}
