import type { Context } from "@/lib/records/context";
import type { Flow } from "@/lib/records/flows/flow";

/** No binding has it. */
export const conventionId = "convention";

/** The seed's rule: `gmail.triage` is the n8n workflow whose webhook has the path `gmail-triage`. */
export function conventionTarget(intent: string): string {
  return intent.replaceAll(".", "-");
}

/** The flow of an intent that nobody has bound: of n8n, by its name. Nothing is known of it, so it happens once. */
export function conventionFlow(ctx: Pick<Context, "clock">, intent: string): Flow {
  const now = ctx.clock.now();
  return {
    id: conventionId,
    intent,
    backend: "n8n",
    target: null,
    method: "POST",
    reply: "sync",
    title: intent,
    description: `Runs the n8n workflow whose webhook has the path ${conventionTarget(intent)}.`.slice(0, 300),
    effects: "once",
    inputSchema: null,
    outputSchema: null,
    example: {},
    timeoutMs: null,
    attemptsMax: 3,
    isEnabled: true,
    authKind: "none",
    auth: null,
    createdAt: now,
    updatedAt: now,
  };
}
