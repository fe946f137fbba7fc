import type { JobFileView } from "@/lib/contracts/job-file";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { cleanFileName } from "@/lib/policy/clean-file-name";
import { cleanMediaType } from "@/lib/policy/clean-media-type";
import type { Context } from "@/lib/records/context";
import { addFile } from "@/lib/records/files/add-file";
import type { Job } from "@/lib/records/jobs/job";
import type { ToolContext } from "@/lib/tools/define-tool";
import { jobFileView } from "./job-file-view";
import { lostJob } from "./lost-job";

const megabyte = 1024 * 1024;
const fileBytesMax = 10 * megabyte;
const bytesMax = 30 * megabyte;
const filesMax = 20;

type GivenFile = Parameters<ToolContext["keep"]>[0];

type CreateKeeperInput = {
  job: Pick<Job, "id" | "attempt">;
  signal: AbortSignal;
  /** Waits until the job is on record: a file hangs on it, and goes with it. */
  onRecord(): Promise<void>;
};

/** Keeps the files of one run of a job, within what a job may have. */
export function createKeeper(
  ctx: Pick<Context, "db" | "clock" | "env">,
  { job, signal, onRecord }: CreateKeeperInput,
): ToolContext["keep"] {
  async function keep({ name, mimeType, content }: GivenFile): Promise<JobFileView> {
    signal.throwIfAborted();
    if (content.byteLength > fileBytesMax) throw tooLarge("A file is over 10 MB");
    await onRecord();
    signal.throwIfAborted();
    const id = createId("file", ctx.clock.now().getTime());
    const file = { id, name: cleanFileName(name), mimeType: cleanMediaType(mimeType), content };
    const added = await addFile(ctx, { ...file, job, filesMax, bytesMax });
    if (added === "gone") throw lostJob();
    if (added === "full") throw tooLarge(`The job would keep over ${filesMax} files or 30 MB`);
    return jobFileView(ctx, { jobId: job.id, file: { ...file, bytesCount: content.byteLength } });
  }

  // In turn: on Postgres, of several at once none would count the others.
  let previous: Promise<unknown> = Promise.resolve();
  return (file) => {
    const kept = previous.then(() => keep(file));
    previous = kept.catch(() => {});
    return kept;
  };
}

function tooLarge(what: string): AppError {
  return new AppError({ code: "output_too_large", detail: `${what}.`, hint: "Ask for less, or for less at once." });
}
