import { sha256Hex } from "@/lib/core/crypto";

const hashChars = 16;

/**
 * The id of the callback that tells a job's end to `url`, or, without one, to the job's own callback_url. It follows
 * from both, so that each address is told once, however often it is asked for. The own one is made in SQL too.
 */
export function callbackId({ jobId, url }: { jobId: string; url?: string }): string {
  const own = `cbk_${jobId.slice("job_".length)}`;
  return url === undefined ? own : `${own}_${sha256Hex(url).slice(0, hashChars)}`;
}
