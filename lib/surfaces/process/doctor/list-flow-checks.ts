import type { FlowBackend } from "@/lib/contracts/flow";
import type { Env } from "@/lib/core/env";
import { probeActivepieces } from "@/lib/engines/flows/probe-activepieces";
import { probeN8n } from "@/lib/engines/flows/probe-n8n";
import type { Flow } from "@/lib/records/flows/flow";
import { listFlows } from "@/lib/records/flows/list-flows";
import { probeFlow } from "@/lib/tools/flows/probe-flow";
import { askMsMax, type Check } from "./check";
import { failed, ok } from "./findings";
import type { Patient } from "./patient";

const settings = { n8n: "N8N_WEBHOOK_BASE", activepieces: "ACTIVEPIECES_BASE" } as const;
const timeoutMs = askMsMax;

/** One check for each flow backend that is configured or bound, and one for each binding. Throws without a database. */
export async function listFlowChecks({ env, open }: Patient): Promise<Check[]> {
  const flows = await listFlows(open().ctx);
  return [...listBackendChecks(env, flows), ...flows.map(checkBinding)];
}

/** The same for the backends alone, as far as they are known without the bindings. */
export function listBackendChecks(env: Env, flows: Flow[]): Check[] {
  const isUsed = (backend: FlowBackend) =>
    env[backend] !== null || flows.some((flow) => flow.backend === backend && flow.isEnabled);
  const backends = (["n8n", "activepieces"] as const).filter(isUsed);
  return backends.map((name) => ({ name, look: ({ env: used }, signal) => lookAt(used, { name, signal }) }));
}

async function lookAt(env: Env, { name, signal }: { name: FlowBackend; signal: AbortSignal }) {
  if (env[name] === null) {
    return failed(
      "Intents are bound to it, and its address is not set.",
      `Set ${settings[name]}, or remove the bindings.`,
    );
  }
  switch (name) {
    case "n8n":
      return probeN8n({ base: env.n8n?.webhookBase ?? "", workflow: null, timeoutMs, signal });
    case "activepieces":
      return probeActivepieces({ base: env.activepieces?.base ?? "", flowId: null, timeoutMs, signal });
  }
}

function checkBinding(flow: Flow): Check {
  return {
    name: `flow ${flow.intent}`,
    look: async ({ open }, signal) => {
      if (!flow.isEnabled) return ok("Switched off, so it was not looked at.");
      return probeFlow(open().ctx, { flow, timeoutMs, signal });
    },
  };
}
