import { z } from "zod";
import { judgeCommand } from "@/lib/policy/command/judge-command";
import { defineTool } from "./define-tool";
import { assess } from "./ssh/assess";
import { findHostByAlias } from "./ssh/find-host-by-alias";
import { gateCommand } from "./ssh/gate-command";
import { runOnHost } from "./ssh/run-on-host";
import { Command, HostRun } from "./ssh/schemas";

const intent = "ssh.exec";
/** The longest run, a slow connection, a slow shell, and its being stopped. */
const timeoutMs = 600_000 + 130_000;

export const sshExec = defineTool({
  intent,
  title: "Run a command on a host",
  description:
    "Runs any shell command on one host, once a person has approved exactly that. Without confirm_dangerous it only says " +
    "what the command would do. Looking at a host needs no approval: ssh.exec.peek.",
  effects: "once",
  risk: "dangerous",
  isOpenWorld: true,
  input: z.strictObject({
    host: z.string().min(1).max(253).describe("The alias of the host; ssh.hosts lists them."),
    command: Command.describe("The command line. It is sent as it stands, and run by /bin/sh."),
    confirm_dangerous: z.boolean().default(false).describe("true: ask a person to approve it. Else it is a dry run."),
    reason: z.string().trim().min(1).max(1_000).optional().describe("Why, for the person who decides."),
    timeout_s: z.number().min(1).max(600).default(60).describe("How long it may run, 1 to 600."),
  }),
  output: HostRun,
  example: {
    host: "web-1",
    command: "systemctl restart nginx",
    confirm_dangerous: true,
    reason: "It hangs since 14:02.",
  },
  timeoutMs,
  gate: async (ctx, input) => {
    const verdict = judgeCommand(input.command);
    if (input.confirm_dangerous) return gateCommand(ctx, { intent, input, verdict });
    const note = "Set confirm_dangerous=true";
    const { host, command } = input;
    return { kind: "dry_run", note, result: { dry_run: true, note, host, command, assessment: assess(verdict) } };
  },
  run: async (ctx, { host: alias, command, timeout_s }) => {
    const host = await findHostByAlias(ctx, { alias, intent });
    return runOnHost(ctx, { host, intent, command, timeoutMs: timeout_s * 1000, isMinimalEnv: false });
  },
});
