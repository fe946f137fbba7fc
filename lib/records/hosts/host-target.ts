import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import type { Host } from "./host";
import { openHostAuth } from "./host-auth";
import { jumpOf } from "./jump-of";

/** What the SSH engine must know to run a command on a host, its credentials in clear: it is never kept or shown. */
type HostTarget = {
  id: string;
  alias: string;
  address: string;
  port: number;
  user: string;
  auth: { kind: "key"; privateKey: string; passphrase: string | null } | { kind: "agent"; socket: string };
  hostKey: { algorithm: string; fingerprint: string } | null;
  jump: HostTarget | null;
  connectTimeoutMs: number;
  sessionsMax: number;
};

type HostTargetInput = { host: Host; hosts: Host[]; jumpsLeft?: number };

/**
 * How to reach a host, over the jump hosts among `hosts`. Throws `not_configured` when that cannot be
 * told, and `forbidden` for a way through a host that is disabled.
 */
export function hostTarget(
  ctx: Pick<Context, "secretKey">,
  { host, hosts, jumpsLeft = 3 }: HostTargetInput,
): HostTarget {
  const { id, alias, address, port, user, hostKeyAlgorithm, hostKeyFingerprint, connectTimeoutMs, sessionsMax } = host;
  const jump = jumpOf({ host, hosts });
  if (jump && !jump.isEnabled) {
    throw new AppError({
      code: "forbidden",
      detail: `Host '${alias}' is reached through host '${jump.alias}', which is disabled.`,
      hint: "An admin can enable it, or lead another way there.",
      mayHaveRun: false,
    });
  }
  if (jump && jumpsLeft === 0) {
    throw new AppError({
      code: "not_configured",
      detail: `Too many jumps lead to the host '${alias}'.`,
      hint: "An admin gives one of them another jump host, or none.",
      mayHaveRun: false,
    });
  }
  return {
    id,
    alias,
    address,
    port,
    user,
    auth: authOf(ctx, host),
    hostKey:
      hostKeyAlgorithm === null || hostKeyFingerprint === null
        ? null
        : { algorithm: hostKeyAlgorithm, fingerprint: hostKeyFingerprint },
    jump: jump && hostTarget(ctx, { host: jump, hosts, jumpsLeft: jumpsLeft - 1 }),
    connectTimeoutMs,
    sessionsMax,
  };
}

function authOf(ctx: Pick<Context, "secretKey">, host: Host): HostTarget["auth"] {
  const auth = openHostAuth(ctx, host);
  if (auth.kind === "agent") return auth;
  return { kind: "key", privateKey: auth.private_key, passphrase: auth.passphrase };
}
