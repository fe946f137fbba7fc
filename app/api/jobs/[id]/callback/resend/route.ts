import { jobView } from "@/lib/dispatch/job-envelope";
import { resendCallback } from "@/lib/dispatch/resend-callback";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondFitted } from "@/lib/surfaces/http/respond";

export const POST = endpoint<{ id: string }>(async (ctx, _request, { id }) =>
  respondFitted(jobView(ctx, await resendCallback(ctx, id)), ["result", "inputs", "context"]),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
