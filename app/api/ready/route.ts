import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { checkReady } from "@/lib/surfaces/process/check-ready";

export const dynamic = "force-dynamic";

export async function GET() {
  const report = await checkReady();
  return Response.json(report, { status: report.status === "ready" ? 200 : 503 });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
