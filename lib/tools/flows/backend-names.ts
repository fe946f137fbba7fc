import type { FlowBackend } from "@/lib/contracts/flow";

/** What people call them. */
export const backendNames: Record<FlowBackend, string> = { n8n: "n8n", activepieces: "Activepieces" };
