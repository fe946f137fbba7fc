import type { HostEntry } from "@/lib/contracts/host";

/** A host in one line. */
export function describeHost(host: HostEntry): string {
  return [
    host.host_id,
    host.alias,
    `${host.user}@${host.address} port ${host.port}`,
    ...(host.jump_host === null ? [] : [`over ${host.jump_host}`]),
    host.enabled ? "on" : "off",
    host.host_key === null ? "key not accepted" : `${host.host_key.algorithm} ${host.host_key.fingerprint}`,
    `auth ${host.auth.kind}`,
    `intents ${host.intents.join(",")}`,
    ...(host.tags.length > 0 ? [`tags ${host.tags.join(",")}`] : []),
    ...(host.four_eyes ? ["four eyes"] : []),
    ...(host.approvals_needed > 1 ? [`${host.approvals_needed} approvals`] : []),
  ].join("  ");
}
