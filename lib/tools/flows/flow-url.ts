import type { Env } from "@/lib/core/env";
import type { Flow } from "@/lib/records/flows/flow";
import { conventionTarget } from "./convention-flow";

/** Where a flow is called. Its parts are checked where they come in, so that nothing in them leads elsewhere. */
export function flowUrl(
  env: Pick<Env, "n8n" | "activepieces">,
  { flow, intent }: { flow: Pick<Flow, "backend" | "target" | "reply">; intent: string },
): string {
  switch (flow.backend) {
    case "n8n":
      return `${env.n8n?.webhookBase}/${flow.target ?? conventionTarget(intent)}`;
    case "activepieces":
      return `${env.activepieces?.base}/webhooks/${flow.target}${flow.reply === "sync" ? "/sync" : ""}`;
  }
}
