import { AppError } from "@/lib/core/app-error";
import type { Host } from "./host";

/** Throws `already_exists` when another host has the alias. */
export function refuseTakenAlias({ alias, id, hosts }: { alias: string; id: string; hosts: Host[] }): void {
  if (!hosts.some((host) => host.alias === alias && host.id !== id)) return;
  throw new AppError({
    code: "already_exists",
    detail: `There is a host '${alias}' already.`,
    hint: "Change that one, or remove it first.",
    errors: [{ path: "alias", message: "is taken already" }],
  });
}
