import type { HostKey } from "@/lib/contracts/host";
import { readHostKey } from "@/lib/engines/ssh/host-key";
import { noteMismatchIn } from "@/lib/records/audit/note-mismatch-in";
import type { Context } from "@/lib/records/context";
import type { Host } from "@/lib/records/hosts/host";
import { hostTarget } from "@/lib/records/hosts/host-target";
import { jumpOf } from "@/lib/records/hosts/jump-of";
import { withinHostTime } from "./within-host-time";

type ReadShownKeyInput = {
  host: Host;
  hosts: Host[];
  /** Of several keys of the host, the one of this type. */
  keyType: string | null;
};

/**
 * The key that a host shows at this moment. Sends it no credentials; jump hosts on the way are signed in to as usual, so
 * that a changed key of theirs ends it and is written down.
 */
export async function readShownKey(ctx: Context, { host, hosts, keyType }: ReadShownKeyInput): Promise<HostKey> {
  const { alias, address, port, connectTimeoutMs: timeoutMs } = host;
  const jumpHost = jumpOf({ host, hosts });
  const jump = jumpHost && hostTarget(ctx, { host: jumpHost, hosts });
  try {
    return await withinHostTime({ ctx, host }, (signal) =>
      readHostKey({ alias, address, port, jump, keyType, timeoutMs, signal }),
    );
  } catch (error) {
    await noteMismatchIn(ctx, error);
    throw error;
  }
}
