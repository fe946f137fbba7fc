import { listUsers } from "@/lib/records/users/list-users";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  return respondBody({ users: await listUsers(ctx) });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
