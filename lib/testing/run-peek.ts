import { gt } from "drizzle-orm";
import { toAppError } from "@/lib/core/to-app-error";
import { auditLog } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import { sshExecPeek } from "@/lib/tools/ssh-exec-peek";
import { noMeans } from "./no-means";
import { runOf } from "./run-of";

/** What one call of `ssh.exec.peek` came to, what it streamed and what it wrote to the audit log. */
export async function runPeek(ctx: Context, inputs: object, signal: AbortSignal = ctx.signal) {
  const told: string[] = [];
  const report = { ...noMeans.report, output: (text: string) => void told.push(text) };
  const input = sshExecPeek.input.parse(inputs);
  const before = await ctx.db.$count(auditLog);
  const { output, error } = await settled(sshExecPeek.run({ ...ctx, signal, ...noMeans, report, job: runOf }, input));
  const rows = await ctx.db.select().from(auditLog).where(gt(auditLog.seq, before)).orderBy(auditLog.seq);
  const audited = rows.map(({ kind, subject, data }) => ({ kind, subject, data }));
  return { output: output && sshExecPeek.output.parse(output), error, streamed: told.join(""), audited };
}

async function settled(run: Promise<unknown>) {
  try {
    return { output: await run, error: null };
  } catch (thrown) {
    const { code, detail, hint, mayHaveRun } = toAppError(thrown);
    return { output: null, error: { code, detail, hint, mayHaveRun } };
  }
}
