import type { Check } from "./check";
import { ok, warning } from "./findings";

/** Who needs no key. */
export const checkLocalCaller: Check = {
  name: "local caller",
  look: async ({ env }) => {
    if (!env.isLocalCallerAllowed) return ok("Off: every caller needs a key.");
    const fix = "Set ORCHESTRATOR_LOCAL_CALLER=off, and give callers keys.";
    if (env.publicUrl.startsWith("https:") || !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(env.publicUrl)) {
      return warning("On, with a public ORCHESTRATOR_URL: a proxy that adds no header looks like this machine.", fix);
    }
    return ok("On: calls from this machine need no key. Behind a reverse proxy set ORCHESTRATOR_LOCAL_CALLER=off.");
  },
};
