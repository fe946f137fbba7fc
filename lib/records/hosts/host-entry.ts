import type { HostEntry } from "@/lib/contracts/host";
import type { Host } from "./host";
import { jumpOf } from "./jump-of";

/** A host as it is shown: of its credentials only the kind, of its jump host the alias, which is found in `hosts`. */
export function hostEntry({ host, hosts }: { host: Host; hosts: Host[] }): HostEntry {
  const { hostKeyAlgorithm: algorithm, hostKeyFingerprint: fingerprint } = host;
  return {
    host_id: host.id,
    alias: host.alias,
    address: host.address,
    port: host.port,
    user: host.user,
    tags: host.tags,
    jump_host: jumpOf({ host, hosts })?.alias ?? null,
    connect_timeout_s: host.connectTimeoutMs / 1000,
    sessions_max: host.sessionsMax,
    intents: host.intents,
    four_eyes: host.fourEyes,
    approvals_needed: host.approvalsNeeded,
    enabled: host.isEnabled,
    auth: { kind: host.authKind },
    host_key: algorithm === null || fingerprint === null ? null : { algorithm, fingerprint },
    created_at: host.createdAt.toISOString(),
    updated_at: host.updatedAt.toISOString(),
  };
}
