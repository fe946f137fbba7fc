import type { OutboundRules } from "@/lib/engines/outbound/judge-url";
import type { Context } from "@/lib/records/context";

/** Where this installation may be sent by its callers. */
export function outboundRules({ env }: Pick<Context, "env">): OutboundRules {
  return { isLoopbackAllowed: env.isLoopbackCallbackAllowed };
}
