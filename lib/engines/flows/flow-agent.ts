import { Agent } from "undici";
import { globalState } from "@/lib/core/global-state";

/**
 * The connections to flow backends, one pool an origin, shared by all calls of this process. Each flow in flight holds
 * one; a call beyond the limit waits for its turn within its own time.
 */
export function flowAgent(): Agent {
  return globalState("flow-agent", () => new Agent(options));
}

const options: Agent.Options = {
  connections: 512,
  // Never a second request behind a flow that takes half a minute.
  pipelining: 1,
  allowH2: false,
  connect: { timeout: 10_000 },
  // n8n closes an idle connection after 5 s. Ours must go first, or a request meets a closing one and its outcome is
  // unknown. undici takes what `Keep-Alive` promises minus the threshold.
  keepAliveTimeout: 2_000,
  keepAliveMaxTimeout: 3_000,
  keepAliveTimeoutThreshold: 2_000,
  maxHeaderSize: 32 * 1024,
  // The deadline of the call counts for all of it.
  headersTimeout: 0,
  bodyTimeout: 0,
};
