import { getSettings } from "@/lib/dispatch/get-settings";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  if (ctx.actor.kind !== "user") requireRight(ctx, "admin");
  return respondBody(getSettings(ctx));
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
