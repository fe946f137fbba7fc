import { isIntentCovered } from "@/lib/contracts/intent-names";
import { AppError } from "@/lib/core/app-error";
import type { Host } from "@/lib/records/hosts/host";
import { sshIntents } from "./ssh-intents";

/** Refuses a host that is disabled, that does not let this intent in, or whose key nobody has accepted. */
export function checkHost({ host, intent }: { host: Host; intent: string }): void {
  const { alias } = host;
  if (!host.isEnabled) {
    throw new AppError({
      code: "forbidden",
      detail: `Host '${alias}' is disabled.`,
      hint: "An admin can enable it; ssh.hosts shows which hosts are ready.",
      mayHaveRun: false,
    });
  }
  if (!isIntentCovered({ patterns: host.intents, intent })) {
    throw new AppError({
      code: "forbidden",
      detail: `Host '${alias}' may not be used by '${intent}'.`,
      hint: `It may be used by: ${sshIntents(host).join(", ") || "nothing that runs commands"}. An admin can change that.`,
      mayHaveRun: false,
    });
  }
  if (host.hostKeyFingerprint === null || host.hostKeyAlgorithm === null) {
    throw new AppError({
      code: "host_key_unknown",
      detail: `Nobody has accepted the key of host '${alias}' yet, so nothing was sent to it.`,
      hint: "An admin compares the fingerprint that it shows with one from the host's own console, and accepts it.",
      mayHaveRun: false,
    });
  }
}
