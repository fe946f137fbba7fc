import { AppError } from "@/lib/core/app-error";
import type { Probe, ProbeInput } from "@/lib/engines/flows/probe";
import { probeActivepieces } from "@/lib/engines/flows/probe-activepieces";
import { probeN8n } from "@/lib/engines/flows/probe-n8n";
import type { Context } from "@/lib/records/context";
import type { Flow } from "@/lib/records/flows/flow";
import { openFlowAuth } from "@/lib/records/flows/flow-auth";
import { conventionTarget } from "./convention-flow";

type ProbeFlowInput = { flow: Flow } & Pick<ProbeInput, "timeoutMs" | "signal">;

/** Whether the flow of a binding is there and could be called, as far as that shows without running it. */
export async function probeFlow(
  ctx: Pick<Context, "env" | "secretKey">,
  { flow, ...input }: ProbeFlowInput,
): Promise<Probe> {
  const fault = credentialsFault(ctx, flow);
  if (fault) return fault;
  switch (flow.backend) {
    case "n8n": {
      if (ctx.env.n8n === null) return notSet("n8n", "N8N_WEBHOOK_BASE, such as http://n8n:5678/webhook");
      const base = ctx.env.n8n.webhookBase;
      const path = flow.target ?? (flow.intent.endsWith(".*") ? null : conventionTarget(flow.intent));
      if (path !== null) return probeN8n({ ...input, base, workflow: { path, method: flow.method } });
      return ofFamily(await probeN8n({ ...input, base, workflow: null }), flow);
    }
    case "activepieces": {
      const { activepieces } = ctx.env;
      if (activepieces === null) {
        return notSet("Activepieces", "ACTIVEPIECES_BASE, such as http://activepieces:3000/api/v1");
      }
      return probeActivepieces({ ...input, base: activepieces.base, flowId: flow.target });
    }
  }
}

function credentialsFault(ctx: Pick<Context, "secretKey">, flow: Flow): Probe | null {
  try {
    openFlowAuth(ctx, flow);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const fix = `Set the ORCHESTRATOR_SECRET_KEY of before, or store them again: npm run flow:edit -- ${flow.id} --auth ...`;
    return { state: "failed", detail: error.detail, fix };
  }
}

function notSet(name: string, setting: string): Probe {
  return { state: "failed", detail: `The flow needs ${name}, and its address is not set.`, fix: `Set ${setting}.` };
}

/** Which workflows a family has is known to nobody before they are called. */
function ofFamily(probe: Probe, { intent }: Flow): Probe {
  if (probe.state !== "ok") return probe;
  return {
    ...probe,
    detail: `${probe.detail} Each intent of ${intent} is a workflow of its own, seen when it is called.`,
  };
}
