import { isInsider } from "@/lib/surfaces/http/is-insider";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondProbe } from "@/lib/surfaces/http/respond";
import { checkReady } from "@/lib/surfaces/process/check-ready";

export const dynamic = "force-dynamic";

export async function GET(request: Request) {
  const report = await checkReady({ mayNameHosts: () => isInsider(request) });
  return respondProbe(request, { body: report, status: report.status === "ready" ? 200 : 503 });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
