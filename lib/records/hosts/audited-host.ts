import type { HostEntry } from "@/lib/contracts/host";
import type { JsonObject } from "@/lib/contracts/json";

/** What the audit log keeps of a host: all that it is, and of its credentials the kind alone. */
export function auditedHost(entry: HostEntry): JsonObject {
  const { host_id, created_at, updated_at, auth, ...facts } = entry;
  return { ...facts, auth: auth.kind };
}
