import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";

export const dynamic = "force-dynamic";

/** The process answers; for the database see /ready. */
export function GET() {
  return Response.json({ status: "ok" });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
