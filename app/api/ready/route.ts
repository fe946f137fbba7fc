import { endpoint } from "@/lib/surfaces/http/endpoint";
import { isInsider } from "@/lib/surfaces/http/is-insider";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody, respondProbe } from "@/lib/surfaces/http/respond";
import { checkReady } from "@/lib/surfaces/process/check-ready";
import { examineProcess } from "@/lib/surfaces/process/doctor/examine-process";

export const dynamic = "force-dynamic";

const examine = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  const report = await examineProcess();
  return respondBody(report, report.status === "failed" ? 503 : 200);
});

export async function GET(request: Request, argument: Parameters<typeof examine>[1]) {
  if (new URL(request.url).searchParams.get("deep") === "1") return examine(request, argument);
  const report = await checkReady({ mayNameHosts: () => isInsider(request) });
  return respondProbe(request, { body: report, status: report.status === "ready" ? 200 : 503 });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
