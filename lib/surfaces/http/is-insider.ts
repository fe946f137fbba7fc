import type { Context } from "@/lib/records/context";
import { processContext } from "@/lib/surfaces/process/process-context";
import { getRuntime } from "@/lib/surfaces/process/runtime";
import { authenticate } from "./authenticate";

/** Whether a request comes from a console session or holds an admin's key. A bad key is nobody's; it throws for that. */
export async function isInsider(request: Request): Promise<boolean> {
  const ctx: Omit<Context, "actor"> = processContext(await getRuntime());
  const { kind, rights } = await authenticate(ctx, request);
  return kind === "user" || rights.includes("admin");
}
