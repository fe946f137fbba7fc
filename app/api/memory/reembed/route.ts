import { getMemoryModels, startReembedding } from "@/lib/dispatch/memory-models";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  if (ctx.actor.kind !== "user") requireRight(ctx, "admin");
  return respondBody(await getMemoryModels(ctx));
});

export const POST = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  return respondBody(await startReembedding(ctx), 202);
});

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
