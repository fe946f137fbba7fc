import type { Mode } from "@/lib/contracts/job";

/** Where a job's work is done: in this process, or elsewhere, while this process only waits. */
export type Lane = "local" | "remote";

export const laneModes: Record<Lane, readonly Mode[]> = { local: ["agent"], remote: ["flow", "mcp"] };

export function laneOf(mode: Mode): Lane {
  return laneModes.local.includes(mode) ? "local" : "remote";
}
