import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";

type AddFileInput = {
  id: string;
  job: Pick<Job, "id" | "attempt">;
  name: string;
  mimeType: string;
  content: Uint8Array;
  /** How much a job may keep in all. */
  filesMax: number;
  bytesMax: number;
};

/**
 * Keeps a file of a running job. `full` when it would be more than there may be, `gone` when this run of the job is
 * over; nothing is written then. The job's row is locked, so that its end does not come in between; two at once
 * may not count each other, so whoever adds several does it in turn.
 */
export async function addFile(
  ctx: Pick<Context, "db" | "clock">,
  { id, job, name, mimeType, content, filesMax, bytesMax }: AddFileInput,
): Promise<"kept" | "full" | "gone"> {
  const bytes = content.byteLength;
  // As text: PGlite writes a bytea parameter byte by byte, ten times as slowly.
  const base64 = Buffer.from(content.buffer, content.byteOffset, bytes).toString("base64");
  const [row] = await queryRows<{ is_kept: boolean }>({
    db: ctx.db,
    query: sql`
      with held as (
        select id from jobs where id = ${job.id} and attempt = ${job.attempt}::int and state = 'running'
        for no key update
      ), kept as (
        insert into job_files (id, job_id, name, mime_type, bytes_count, content, created_at)
        select ${id}, held.id, ${name}, ${mimeType}, ${bytes}::int, decode(${base64}::text, 'base64'),
          ${ctx.clock.now().toISOString()}::timestamptz
        from held
        where (select count(*) < ${filesMax}::int and coalesce(sum(bytes_count), 0) + ${bytes}::int <= ${bytesMax}::int
          from job_files where job_id = held.id)
        returning id
      )
      select exists (select 1 from kept) as is_kept from held`,
  });
  if (!row) return "gone";
  return row.is_kept ? "kept" : "full";
}
