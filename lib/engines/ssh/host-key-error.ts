import { AppError } from "@/lib/core/app-error";
import type { PinnedHostKey, SshTarget } from "./ssh-target";

/** The refusal of a host whose key nobody has accepted yet. */
export function hostKeyUnknown({ alias }: SshTarget): AppError {
  return new AppError({
    code: "host_key_unknown",
    detail: `Nobody has accepted the key of host '${alias}' yet, so nothing was sent to it.`,
    hint: "An admin compares the fingerprint that it shows with one from the host's own console, and accepts it.",
    context: { mayHaveRun: false },
  });
}

/** The refusal of a host with another key than the accepted one; `presented` is null if it has none of that type. */
export function hostKeyMismatch(
  { id, alias, hostKey }: SshTarget,
  { presented, cause }: { presented: PinnedHostKey | null; cause: unknown },
): AppError {
  return new AppError({
    code: "host_key_mismatch",
    detail: `Host '${alias}' does not show the key that was accepted for it, so nothing was sent to it.`,
    hint: "It was set up anew, or somebody stands in between. Find out which before an admin accepts the new key.",
    context: {
      mayHaveRun: false,
      hostId: id,
      accepted: hostKey?.fingerprint ?? null,
      presented: presented?.fingerprint ?? null,
    },
    cause,
  });
}
