import { testNotification } from "@/lib/dispatch/test-notification";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const POST = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  return respondBody(await testNotification(ctx));
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
