import { AppError } from "@/lib/core/app-error";
import type { Host } from "./host";

/** The id of the jump host that a request names by its alias. Throws `invalid_request` when there is none. */
export function findJumpId({ alias, hosts }: { alias: string | null; hosts: Host[] }): string | null {
  if (alias === null) return null;
  const jump = hosts.find((host) => host.alias === alias);
  if (jump) return jump.id;
  throw new AppError({
    code: "invalid_request",
    detail: `The host is not valid: there is no host '${alias}' to jump over.`,
    hint: "npm run host:list shows them; add that one first.",
    errors: [{ path: "jump_host", message: "is no host of the inventory" }],
  });
}
