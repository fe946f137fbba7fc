import { Inngest } from "inngest";
import type { InngestSettings } from "@/lib/core/env";
import type { Log } from "@/lib/core/log";

/** How long a caller may be kept waiting for Inngest's event API. */
const timeoutMs = 5_000;

export type InngestClient = ReturnType<typeof createInngestClient>;

/** The client of Inngest that sends events and, given to its functions, checks the signature of its calls. */
export function createInngestClient({ settings, log }: { settings: InngestSettings; log: Log }) {
  return new Inngest({
    id: "orchestrator",
    isDev: settings.kind === "dev",
    ...(settings.baseUrl && { baseUrl: settings.baseUrl }),
    ...(settings.kind === "keys" && { eventKey: settings.eventKey, signingKey: settings.signingKey }),
    logger: log.child({ from: "inngest" }),
    fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
    aiMetadata: false,
    checkpointing: false,
  });
}
