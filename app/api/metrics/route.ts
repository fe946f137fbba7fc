import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondMetrics } from "@/lib/surfaces/metrics/respond-metrics";

export const dynamic = "force-dynamic";

/** For a Prometheus server, in its text format. */
export function GET(request: Request) {
  return respondMetrics(request);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
