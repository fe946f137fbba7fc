import type { DecideConsentRequest, DecidedConsent } from "@/lib/contracts/oauth";
import { postJson } from "./post-json";

/** Tells the server what the user says to a program that asks; answers with where the browser goes next. */
export function decideConsent(request: DecideConsentRequest): Promise<DecidedConsent> {
  return postJson<DecidedConsent>("/api/oauth/decide", request);
}
