import { closeMcpConnection } from "./close-mcp-connection";
import { mcpConnections } from "./mcp-connections";
import { stopReaper } from "./reaper";

/** Ends every connection and every process, and waits for that: some three seconds at most. For the end of this one. */
export async function closeAllMcp(): Promise<void> {
  await Promise.all([...mcpConnections().keys()].map(closeMcpConnection));
  stopReaper();
}
