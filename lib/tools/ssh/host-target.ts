import { AppError } from "@/lib/core/app-error";
import type { SshTarget } from "@/lib/engines/ssh/ssh-target";
import type { Context } from "@/lib/records/context";
import { getHost } from "@/lib/records/hosts/get-host";
import type { Host } from "@/lib/records/hosts/host";
import { openHostAuth } from "@/lib/records/hosts/host-auth";

type Keys = Pick<Context, "db" | "secretKey">;

/**
 * A host as the engine connects to it, with its credentials and the hosts that lead there. Throws `not_configured` for
 * a way that leads round in a circle, and `forbidden` for one through a host that is disabled.
 */
export async function hostTarget(ctx: Keys, host: Host, seen: readonly string[] = []): Promise<SshTarget> {
  const { id, alias, address, port, user, hostKeyAlgorithm, hostKeyFingerprint, connectTimeoutMs, sessionsMax } = host;
  if (seen.includes(id)) throw circle(alias);
  const isPinned = hostKeyAlgorithm !== null && hostKeyFingerprint !== null;
  return {
    id,
    alias,
    address,
    port,
    user,
    auth: authOf(ctx, host),
    hostKey: isPinned ? { algorithm: hostKeyAlgorithm, fingerprint: hostKeyFingerprint } : null,
    jump: host.jumpHostId === null ? null : await jumpTarget(ctx, { host, id: host.jumpHostId, seen: [...seen, id] }),
    connectTimeoutMs,
    sessionsMax,
  };
}

async function jumpTarget(ctx: Keys, input: { host: Host; id: string; seen: string[] }): Promise<SshTarget> {
  const jump = await getHost(ctx, input.id);
  if (jump.isEnabled) return hostTarget(ctx, jump, input.seen);
  throw new AppError({
    code: "forbidden",
    detail: `Host '${input.host.alias}' is reached through host '${jump.alias}', which is disabled.`,
    hint: "An admin can enable it, or lead another way there.",
    mayHaveRun: false,
  });
}

function authOf(ctx: Keys, host: Host): SshTarget["auth"] {
  const auth = openHostAuth(ctx, host);
  switch (auth.kind) {
    case "key":
      return { kind: "key", privateKey: auth.private_key, passphrase: auth.passphrase };
    case "agent":
      return auth;
  }
}

function circle(alias: string): AppError {
  return new AppError({
    code: "not_configured",
    detail: `The jump hosts of host '${alias}' lead round in a circle.`,
    hint: "An admin gives one of them another jump host, or none.",
    mayHaveRun: false,
  });
}
