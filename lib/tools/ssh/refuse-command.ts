import { AppError } from "@/lib/core/app-error";
import type { CommandVerdict } from "@/lib/policy/command/command-verdict";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { ToolContext } from "@/lib/tools/define-tool";
import { nextStep } from "./next-step";
import { storableCommand } from "./storable-command";

type RefuseCommandInput = { intent: string; command: string; verdict: CommandVerdict; on: string[] };

/** Writes down for good that a command was not let through, and throws `command_refused`. */
export async function refuseCommand(ctx: ToolContext, input: RefuseCommandInput): Promise<never> {
  const { intent, command, on } = input;
  const { verdict, rule, reason } = input.verdict;
  const data = { intent, on, verdict, rule, command: storableCommand(command), job_id: ctx.job.id };
  await appendAudit(ctx, { kind: "command.refused", subject: ctx.job.id, data });
  throw new AppError({
    code: "command_refused",
    detail: reason,
    hint: nextStep(verdict),
    context: { rule },
    mayHaveRun: false,
  });
}
