import { z } from "zod";
import type { Finding } from "@/lib/contracts/doctor";
import type { Env, InngestSettings } from "@/lib/core/env";
import type { QueueFacts } from "@/lib/records/jobs/queue-facts";
import { describeQueue } from "./describe-queue";
import { failed, ok, warning } from "./findings";
import { networkReason } from "./network-reason";

/** Where Inngest is unless it is said. Source: inngest 4.24, its constants for the dev server and the event API. */
const devBase = "http://127.0.0.1:8288";
const hostedBase = "https://inn.gs";
/** Jobs that Inngest was told of start within seconds; past this nobody takes them, or too few do. */
const overdueSMax = 120;
/** What a dev server says of itself. */
const DevInfo = z.object({
  functions: z.array(z.object({ slug: z.string().optional(), name: z.string().optional() })),
});

type CheckInngestInput = { env: Env; facts: QueueFacts; signal: AbortSignal };

/** Whether Inngest answers and knows our functions, which only a dev server says. */
export async function checkInngest({ env, facts, signal }: CheckInngestInput): Promise<Finding> {
  const settings = env.inngest ?? { kind: "dev", baseUrl: null };
  const told = describeQueue(facts);
  const register = `Register ${env.publicUrl}/api/inngest there (curl -X PUT does)`;
  const asked = await askInngest(settings, signal);
  if ("reason" in asked) {
    return failed(`Inngest ${asked.reason}. ${told}`, "Start it, or correct INNGEST_BASE_URL.");
  }
  if ((facts.oldestDueS ?? 0) > overdueSMax && asked.isRegistered === null) {
    return failed(`Inngest answers, and jobs are not started. ${told}`, register);
  }
  switch (asked.isRegistered) {
    case true:
      return ok(`Inngest answers and knows the functions. ${told}`);
    case false:
      return failed(`Inngest answers, and does not know the functions. ${told}`, register);
    case null:
      return warning(
        `Inngest answers; whether it knows the functions cannot be seen from here. ${told}`,
        `Look for the app 'orchestrator' in its dashboard. ${register}, where it is not.`,
      );
  }
}

type Asked = { reason: string } | { isRegistered: boolean | null };

async function askInngest({ kind, baseUrl }: InngestSettings, signal: AbortSignal): Promise<Asked> {
  const base = (baseUrl ?? (kind === "dev" ? devBase : hostedBase)).replace(/\/+$/, "");
  try {
    const response = await fetch(`${base}${kind === "dev" ? "/dev" : "/health"}`, { redirect: "manual", signal });
    if (response.status >= 500) return { reason: `answers ${response.status}` };
    const info = kind === "dev" ? DevInfo.safeParse(await response.json().catch(() => null)) : null;
    if (!info?.success) return { isRegistered: null };
    return { isRegistered: info.data.functions.some(({ slug }) => slug?.startsWith("orchestrator-")) };
  } catch (error) {
    return { reason: signal.aborted ? "does not answer in time" : networkReason(error) };
  }
}
