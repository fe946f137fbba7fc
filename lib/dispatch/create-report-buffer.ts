import type { ReportedEvent } from "@/lib/records/jobs/add-events";
import type { Report } from "@/lib/tools/define-tool";

export type ReportBuffer = {
  report: Report;
  isEmpty(): boolean;
  /** What was told since the last time, as rows for the log. */
  take(): ReportedEvent[];
  /** The units that were used since the last time. */
  takeUnits(): number;
};

const chunkCharsMax = 16 * 1024;
const outputCharsMax = 1024 * 1024;
const messageCharsMax = 1_000;

/**
 * Keeps what one run tells until it is taken: output joined to chunks of 16 KB and cut at 1 MB in all, and of the
 * progress only the newest. `onNews` is called each time.
 */
export function createReportBuffer(onNews: () => void): ReportBuffer {
  let output = "";
  let leftChars = outputCharsMax;
  let progress: ReportedEvent | null = null;
  let cut: ReportedEvent | null = null;
  let units = 0;

  const report: Report = {
    progress({ fraction, message }) {
      const isKnown = fraction !== undefined && Number.isFinite(fraction);
      const part = isKnown ? { fraction: Math.min(1, Math.max(0, fraction)) } : {};
      progress = { type: "progress", data: { ...part, message: storable(message.slice(0, messageCharsMax)) } };
      onNews();
    },
    output(text) {
      if (leftChars < 0 || text === "") return;
      output += text.slice(0, leftChars);
      leftChars -= text.length;
      if (leftChars < 0) cut = { type: "output", data: { text: "", truncated: true } };
      onNews();
    },
    units(count) {
      if (!Number.isFinite(count) || count <= 0) return;
      units += count;
      onNews();
    },
  };

  return {
    report,
    isEmpty: () => output === "" && cut === null && progress === null && units === 0,
    take() {
      const taken = [...chunksOf(output), ...(cut ? [cut] : []), ...(progress ? [progress] : [])];
      output = "";
      cut = null;
      progress = null;
      return taken;
    },
    takeUnits() {
      const taken = units;
      units = 0;
      return taken;
    },
  };
}

/** A text in pieces of 16 KB, none of which ends within a character. */
function chunksOf(text: string): ReportedEvent[] {
  const chunks: ReportedEvent[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + chunkCharsMax, text.length);
    if (end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
    chunks.push({ type: "output", data: { text: storable(text.slice(at, end)) } });
    at = end;
  }
  return chunks;
}

/** Without what Postgres cannot keep: NUL and halves of characters. */
function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd").toWellFormed();
}
