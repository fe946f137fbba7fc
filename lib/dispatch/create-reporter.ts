import { addUnits } from "@/lib/records/admission/add-units";
import type { Context } from "@/lib/records/context";
import { addEvents, type ReportedEvent } from "@/lib/records/jobs/add-events";
import type { Job } from "@/lib/records/jobs/job";
import type { Report } from "@/lib/tools/define-tool";
import { createReportBuffer } from "./create-report-buffer";
import { writeStubbornly } from "./write-stubbornly";

export type Reporter = {
  /** What the tool gets. */
  report: Report;
  /** Writes from now on; until then it keeps what is told, because the job is not on record yet. */
  start(): void;
  /** Writes what is left, and takes nothing more. Never throws. */
  finish(): Promise<void>;
  /** Forgets what was told: there is nobody to read it. */
  drop(): void;
  /** The units that were used and are not written. */
  takeUnits(): number;
};

const writeGapMs = 100;
const writeGapAfterFailureMs = 1_000;

/** Takes what one run of a job tells and writes it to the job's log in batches, ten a second at most. */
export function createReporter(ctx: Pick<Context, "db" | "clock" | "log">, job: Pick<Job, "id" | "attempt">): Reporter {
  const buffer = createReportBuffer(schedule);
  /** What is being written; it stays until it is. */
  let batch: ReportedEvent[] = [];
  let units = 0;
  let isOpen = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | null = null;
  let nextWriteMs = 0;

  function schedule(): void {
    if (!isOpen || timer || writing || !hasNews()) return;
    timer = setTimeout(startWrite, Math.max(0, nextWriteMs - performance.now()));
  }

  function startWrite(): void {
    timer = undefined;
    writing = write()
      .then(() => writeGapMs)
      .catch((error) => {
        ctx.log.warn({ err: error, job: job.id }, "what a job told could not be written yet");
        return writeGapAfterFailureMs;
      })
      .then((gapMs) => {
        writing = null;
        nextWriteMs = performance.now() + gapMs;
        schedule();
      });
  }

  async function write(): Promise<void> {
    units += buffer.takeUnits();
    if (units > 0) await addUnits(ctx, { job, units });
    units = 0;
    if (batch.length === 0) batch = buffer.take();
    if (batch.length === 0) return;
    const isOurs = await addEvents(ctx, { job, events: batch });
    batch = [];
    if (!isOurs) drop();
  }

  function hasNews(): boolean {
    return batch.length > 0 || units > 0 || !buffer.isEmpty();
  }

  function drop(): void {
    isOpen = false;
    clearTimeout(timer);
    batch = [];
    units = 0;
    buffer.take();
    buffer.takeUnits();
  }

  async function finish(): Promise<void> {
    isOpen = false;
    clearTimeout(timer);
    await writing;
    // What failed before goes first, then what was told since.
    for (let tries = 0; tries < 2 && hasNews(); tries++) {
      await writeStubbornly(ctx, write).catch((error) => {
        ctx.log.error({ err: error, job: job.id }, "what a job told is lost");
      });
    }
    drop();
  }

  return {
    report: buffer.report,
    start() {
      isOpen = true;
      schedule();
    },
    finish,
    drop,
    takeUnits: () => units + buffer.takeUnits(),
  };
}
