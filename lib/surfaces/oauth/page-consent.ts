import type { Consent } from "@/lib/contracts/oauth";
import { requirePageActor } from "@/lib/surfaces/auth/page-session";
import { processContext } from "@/lib/surfaces/process/process-context";
import { getRuntime } from "@/lib/surfaces/process/runtime";
import { readConsent } from "./read-consent";

/** What the consent page shows to the console user who opens it; whoever is not signed in is sent to do that first. */
export async function findPageConsent(query: Record<string, string | string[] | undefined>): Promise<Consent> {
  // First: no stranger makes this server fetch a document.
  const actor = await requirePageActor({ path: "/oauth/authorize", query });
  return readConsent({ ...processContext(await getRuntime()), actor, requestId: "page" }, query);
}
