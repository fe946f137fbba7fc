import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";

/** Throws `not_configured` where no server that is a row may be a process of this machine. */
export function refuseProcess({ env }: Pick<Context, "env">): void {
  const { stdioFault } = env.mcp;
  if (stdioFault === null) return;
  throw new AppError({
    code: "not_configured",
    detail: `A server with a command ${stdioFault}.`,
    errors: [{ path: "command", message: stdioFault }],
  });
}
