import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondProbe } from "@/lib/surfaces/http/respond";

export const dynamic = "force-dynamic";

/** The process answers; for the database see /ready. */
export function GET(request: Request) {
  return respondProbe(request, { body: { status: "ok" }, status: 200 });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
