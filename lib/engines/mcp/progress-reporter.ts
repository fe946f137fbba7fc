import { cleanJson } from "@/lib/policy/clean-json";
import type { CallClock } from "./call-clock";
import type { McpProgress } from "./mcp-call";

const messageCharsMax = 500;
/** A server may say it a thousand times a second. */
const everyMs = 100;

type ProgressReporterInput = { clock: CallClock; report: (progress: McpProgress) => void };
type Told = { progress: number; total?: number | undefined; message?: string | undefined };

/** Takes each progress notification as a sign of life, and hands on ten a second. */
export function progressReporter({ clock, report }: ProgressReporterInput): (told: Told) => void {
  let last = Number.NEGATIVE_INFINITY;
  return ({ progress, total, message }) => {
    clock.touch();
    if (performance.now() - last < everyMs) return;
    last = performance.now();
    const fraction = total !== undefined && total > 0 ? Math.min(1, Math.max(0, progress / total)) : null;
    const text = typeof message === "string" ? (cleanJson(message.slice(0, messageCharsMax)) as string) : null;
    report({ fraction, message: text });
  };
}
