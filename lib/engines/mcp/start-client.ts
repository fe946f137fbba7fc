import type { JsonObject } from "@/lib/contracts/json";
import { withTimeout } from "@/lib/core/with-timeout";
import { neverReady } from "./connection-errors";
import type { LiveClient } from "./live-client";
import { mcpError } from "./mcp-error";
import type { McpTarget } from "./mcp-target";
import { openClient } from "./open-client";
import type { TextTail } from "./text-tail";
import { toolsChanged } from "./tools-changed";

type StartClientInput = {
  target: McpTarget;
  era: JsonObject | null;
  tail: TextTail;
  onNoise: () => void;
  /** Aborted when the connection is closed for good. */
  closed: AbortSignal;
};

/** Connects within the target's time. Throws an AppError that says why not, or the reason of `closed`. */
export async function startClient({ target, closed, ...input }: StartClientInput): Promise<LiveClient> {
  const onToolsChanged = () => toolsChanged(target.key);
  return withTimeout({ signal: closed, ms: target.connectTimeoutMs }, async (signal) => {
    try {
      return await openClient({ ...input, target, onToolsChanged, signal });
    } catch (error) {
      closed.throwIfAborted();
      const stderr = input.tail.lines();
      if (signal.aborted) throw neverReady({ name: target.name, stderr });
      throw mcpError({ target, error, stderr }).with({ mayHaveRun: false });
    }
  });
}
