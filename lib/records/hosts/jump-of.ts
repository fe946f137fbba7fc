import { AppError } from "@/lib/core/app-error";
import type { Host } from "./host";

/** The host over which a host is reached, null for none. Throws `not_configured` when it is gone: none is not another. */
export function jumpOf({ host, hosts }: { host: Host; hosts: Host[] }): Host | null {
  if (host.jumpHostId === null) return null;
  const jump = hosts.find(({ id }) => id === host.jumpHostId);
  if (jump) return jump;
  throw new AppError({
    code: "not_configured",
    detail: `The jump host of '${host.alias}' is not in the inventory any more.`,
    hint: `npm run host:edit -- ${host.alias} --jump-host ALIAS gives it another one.`,
  });
}
