import type { CreateHostRequest, HostAuth, HostEntry, UpdateHostRequest } from "@/lib/contracts/host";
import { AppError } from "@/lib/core/app-error";
import { privateKeyFault } from "@/lib/engines/ssh/private-key-fault";
import type { Context } from "@/lib/records/context";
import { createHost } from "@/lib/records/hosts/create-host";
import { updateHost } from "@/lib/records/hosts/update-host";

/** Adds a host, once its private key is found to be one that opens. Throws `invalid_request`, and as createHost does. */
export async function addHost(ctx: Context, request: CreateHostRequest): Promise<HostEntry> {
  refuseUnusableKey(request.auth);
  return createHost(ctx, request);
}

/** Changes a host after the same check. Throws as updateHost does. */
export async function changeHost(ctx: Context, { id, change }: { id: string; change: UpdateHostRequest }) {
  refuseUnusableKey(change.auth);
  return updateHost(ctx, { id, change });
}

function refuseUnusableKey(auth: HostAuth | undefined): void {
  if (auth?.kind !== "key") return;
  const message = privateKeyFault({ privateKey: auth.private_key, passphrase: auth.passphrase });
  if (message === null) return;
  throw new AppError({
    code: "invalid_request",
    detail: `The host is not valid: 'auth.private_key' ${message}.`,
    errors: [{ path: "auth.private_key", message }],
  });
}
