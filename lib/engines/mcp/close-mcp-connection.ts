import { mcpConnections } from "./mcp-connections";

/** Ends a connection, and its process, whoever uses it; for a server that was changed or removed. Waits for the end. */
export async function closeMcpConnection(key: string): Promise<void> {
  const connection = mcpConnections().get(key);
  mcpConnections().delete(key);
  await connection?.close();
}
