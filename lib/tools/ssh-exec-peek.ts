import { z } from "zod";
import { toAppError } from "@/lib/core/to-app-error";
import { judgeCommand } from "@/lib/policy/command/judge-command";
import { defineTool, type ToolContext } from "./define-tool";
import { type Chosen, chooseHosts } from "./ssh/choose-hosts";
import { findHostByAlias } from "./ssh/find-host-by-alias";
import { inParallel } from "./ssh/in-parallel";
import { refuseCommand } from "./ssh/refuse-command";
import { runOnHost } from "./ssh/run-on-host";
import { Command, HostRun, hostFields } from "./ssh/schemas";

const intent = "ssh.exec.peek";
const atOnceMax = 10;
/** Of each stream, for one host; several share it out, so that their answers together can be kept. */
const outputBytesMax = 256 * 1024;
const allOutputBytesMax = 2 * 1024 * 1024;
/** Five rounds of ten hosts, each with 60 s to connect, 60 s for its shell, 120 s to run and 10 s to be stopped. */
const timeoutMs = 5 * 250_000;

const { command: commandField, ...runFields } = HostRun.shape;
const Several = z.strictObject({
  command: commandField,
  results: z.array(
    z.discriminatedUnion("ok", [
      z.strictObject({ ok: z.literal(true), ...runFields }),
      z.strictObject({
        ok: z.literal(false),
        host: z.string(),
        error: z.strictObject({ code: z.string(), error: z.string(), hint: z.string().nullable() }),
      }),
    ]),
  ),
  succeeded: z.int().describe("On how many hosts it ran to an answer, whatever its exit code."),
  failed: z.int(),
});
type Result = z.infer<typeof Several>["results"][number];

export const sshExecPeek = defineTool({
  intent,
  title: "Look at a host",
  description:
    "Runs a read-only shell command at once on one host, or on several: ls, cat, grep, ps, df, systemctl status, " +
    "journalctl, ss, docker ps, kubectl get and many more, with pipes, &&, || and ;. What could change anything is " +
    "refused: ssh.explain tells why, ssh.exec asks a person.",
  effects: "read",
  isOpenWorld: true,
  input: z
    .strictObject({
      ...hostFields,
      command: Command.describe("A read-only command line. It must end by itself: tail -n, never tail -f."),
      timeout_s: z.number().min(1).max(120).default(20).describe("How long it may run on each host, 1 to 120."),
    })
    .refine(({ host, hosts, tag }) => [host, hosts, tag].filter((given) => given !== undefined).length === 1, {
      error: "must name exactly one of host, hosts and tag",
    }),
  output: z.union([HostRun, Several]).meta({ type: "object" }),
  example: { host: "web-1", command: "df -h && uptime" },
  timeoutMs,
  run: async (ctx, { host: alias, hosts, tag, command: asked, timeout_s }) => {
    const verdict = judgeCommand(asked);
    const { rendered: command } = verdict;
    if (verdict.verdict !== "allow" || command === null) {
      return refuseCommand(ctx, { intent, command: asked, verdict, on: hosts ?? [alias ?? `tag ${tag}`] });
    }
    const run = { intent, command, timeoutMs: timeout_s * 1000, isMinimalEnv: true };
    if (alias !== undefined) {
      const host = await findHostByAlias(ctx, { alias, intent });
      return runOnHost(ctx, { ...run, host, outputBytesMax });
    }
    const chosen = await chooseHosts(ctx, { hosts, tag, intent });
    const share = Math.min(outputBytesMax, Math.floor(allOutputBytesMax / chosen.length));
    const results = await inParallel({ items: chosen, max: atOnceMax }, (one) =>
      resultOf(ctx, one, (host) =>
        runOnHost(ctx, { ...run, host, outputBytesMax: share, linePrefix: `${host.alias}: ` }),
      ),
    );
    const succeeded = results.filter(({ ok }) => ok).length;
    return { command, results, succeeded, failed: results.length - succeeded };
  },
});

type RunHere = (host: Extract<Chosen, { host: unknown }>["host"]) => Promise<HostRun>;

/** One host's own outcome; only the end of the whole call is thrown. */
async function resultOf(ctx: ToolContext, chosen: Chosen, run: RunHere): Promise<Result> {
  try {
    if ("error" in chosen) throw chosen.error;
    const { command: _command, ...fields } = await run(chosen.host);
    return { ok: true, ...fields };
  } catch (thrown) {
    ctx.signal.throwIfAborted();
    const { code, detail, hint = null } = toAppError(thrown);
    return { ok: false, host: chosen.alias, error: { code, error: detail, hint } };
  }
}
