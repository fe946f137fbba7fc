import { z } from "zod";
import { judgeCommand } from "@/lib/policy/command/judge-command";
import { defineTool } from "./define-tool";
import { nextStep } from "./ssh/next-step";
import { Command } from "./ssh/schemas";

const Verdict = z
  .enum(["allow", "approval", "refuse"])
  .describe("allow: runs at once; approval: a person decides; refuse: never sent.");

export const sshExplain = defineTool({
  intent: "ssh.explain",
  title: "Explain a command",
  description:
    "Says whether a shell command would run at once (ssh.exec.peek), needs a person's approval (ssh.exec) or is never " +
    "sent, part by part, why, and what to use instead. Needs no host and runs nothing; use it before you ask.",
  effects: "read",
  input: z.strictObject({ command: Command.describe("The command line, as you would send it.") }),
  output: z.strictObject({
    verdict: Verdict,
    rule: z.string(),
    reason: z.string(),
    hint: z.string().describe("What to do next."),
    parts: z.array(
      z.strictObject({
        text: z.string(),
        verdict: Verdict,
        rule: z.string(),
        note: z.string().describe("What it does, as far as it is understood."),
        connector: z.enum(["|", "&&", "||", ";"]).nullable().describe("What stands between it and the part before."),
        redirections: z.array(z.string()),
      }),
    ),
    rendered: z.string().nullable().describe("The exact command that would be sent; null unless allowed."),
  }),
  example: { command: "df -h | sort -k5 -rn | head" },
  timeoutMs: 5_000,
  run: async (_ctx, { command }) => {
    const { verdict, rule, reason, parts, rendered } = judgeCommand(command);
    return {
      verdict,
      rule,
      reason,
      hint: nextStep(verdict),
      parts: parts.map(({ argv: _argv, ...part }) => part),
      rendered,
    };
  },
});
