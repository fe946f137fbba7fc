import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import { isFinished } from "@/lib/records/jobs/job";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { lastEventIdOf } from "@/lib/surfaces/http/last-event-id";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondEvents } from "@/lib/surfaces/http/respond-events";

export const GET = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  const last = lastEventIdOf(request);
  const job = await getVisibleJob(ctx, id);
  // It has everything; this status tells a browser not to come again (HTML Living Standard, section 9.2.3).
  if (last === "end" && isFinished(job)) return new Response(null, { status: 204 });
  return respondEvents(ctx, { request, job, afterId: last === "end" ? 0 : last });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
