import type { HostNow } from "@/lib/contracts/host-run";
import { factsOf } from "@/lib/engines/breakers";
import { sshBreakerTarget } from "@/lib/engines/ssh/ssh-breaker-target";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import { pickHost } from "@/lib/records/hosts/pick-host";
import { listHostRuns } from "@/lib/records/jobs/list-host-runs";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

const runsShown = 10;

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  const { alias } = pickHost(await listHosts(ctx), id);
  const runs = await listHostRuns(ctx, { alias, exceptJobId: "", limit: runsShown });
  return respondBody({ breaker: factsOf({ target: sshBreakerTarget(alias) }), runs } satisfies HostNow);
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
