import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { AppError } from "@/lib/core/app-error";
import { globalState } from "@/lib/core/global-state";
import { deliverDueCallbacks } from "@/lib/dispatch/deliver-callbacks";
import { createInngestClient } from "@/lib/engines/queue/inngest-client";
import { processContext } from "@/lib/surfaces/process/process-context";
import { getRuntime, type Runtime } from "@/lib/surfaces/process/runtime";
import { catalog } from "@/lib/tools/catalog";
import { createFunctions } from "./create-functions";

/** Answers Inngest's call of a function, whose signature its SDK checks. Throws `not_found` where it is not in use. */
export async function answerInngest(request: NextRequest): Promise<Response> {
  const runtime = await getRuntime();
  const handle = globalState("inngest-handler", () => serveFunctions(runtime));
  return handle(request, undefined);
}

function serveFunctions(runtime: Runtime) {
  const { env, log } = runtime;
  if (!env.inngest) {
    throw new AppError({
      code: "not_found",
      detail: "This orchestrator runs its jobs itself; Inngest is not configured.",
      hint: "Set INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY, or INNGEST_DEV.",
    });
  }
  const client = createInngestClient({ settings: env.inngest, log });
  const functions = createFunctions({
    client,
    env,
    tools: catalog,
    open: async () => ({ ctx: processContext(runtime), database: runtime.database }),
    deliverCallbacks: deliverDueCallbacks,
  });
  return serve({ client, functions });
}
