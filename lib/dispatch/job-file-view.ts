import type { JobFileView } from "@/lib/contracts/job-file";
import type { Context } from "@/lib/records/context";
import type { JobFile } from "@/lib/records/files/find-file";

type JobFileViewInput = { jobId: string; file: Pick<JobFile, "id" | "name" | "mimeType" | "bytesCount"> };

/** A file of a job as its record shows it. */
export function jobFileView({ env }: Pick<Context, "env">, { jobId, file }: JobFileViewInput): JobFileView {
  return {
    file_id: file.id,
    name: file.name,
    mime_type: file.mimeType,
    bytes: file.bytesCount,
    url: `${env.publicUrl}/jobs/${jobId}/files/${file.id}`,
  };
}
