import { createId } from "@/lib/core/ids";
import { hosts } from "@/lib/db/schema-actions";
import type { SshTarget } from "@/lib/engines/ssh/ssh-target";
import type { Context } from "@/lib/records/context";
import type { Host } from "@/lib/records/hosts/host";
import { sealHostAuth } from "@/lib/records/hosts/host-auth";

/** Puts a host into the inventory as it stands, one that no admin could make included. */
export async function addHost(
  ctx: Pick<Context, "db" | "secretKey">,
  { target, ...changes }: { target: SshTarget } & Partial<Host>,
): Promise<Host> {
  const id = createId("host", Date.now());
  const { auth, hostKey, address, port, user, connectTimeoutMs } = target;
  const sealed = sealHostAuth(ctx, {
    id,
    auth: auth.kind === "agent" ? auth : { kind: "key", private_key: auth.privateKey, passphrase: auth.passphrase },
  });
  const host: Host = {
    id,
    alias: target.alias,
    address,
    port,
    user,
    tags: [],
    jumpHostId: null,
    ...sealed,
    hostKeyAlgorithm: hostKey?.algorithm ?? null,
    hostKeyFingerprint: hostKey?.fingerprint ?? null,
    connectTimeoutMs,
    sessionsMax: 8,
    intents: ["ssh.*"],
    fourEyes: false,
    approvalsNeeded: 1,
    isEnabled: true,
    createdAt: new Date(),
    updatedAt: new Date(),
    ...changes,
  };
  await ctx.db.insert(hosts).values(host);
  return host;
}
