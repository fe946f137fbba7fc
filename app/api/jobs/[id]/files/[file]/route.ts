import { getJobFile } from "@/lib/dispatch/get-job-file";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondFile } from "@/lib/surfaces/http/respond-file";

export const GET = endpoint<{ id: string; file: string }>(async (ctx, request, { id, file }) =>
  respondFile(request, await getJobFile(ctx, { jobId: id, id: file })),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
