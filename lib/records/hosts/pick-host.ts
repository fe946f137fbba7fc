import { AppError } from "@/lib/core/app-error";
import type { Host } from "./host";

/** The host with an id among those that were read. Throws `host_not_found`. */
export function pickHost(hosts: Host[], id: string): Host {
  const host = hosts.find((one) => one.id === id);
  if (host) return host;
  throw new AppError({
    code: "host_not_found",
    detail: `There is no host '${id}'.`,
    hint: "npm run host:list shows them.",
  });
}
