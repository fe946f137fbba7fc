/** A connection as operators see it. */
export type McpConnectionFacts = {
  name: string;
  key: string;
  state: "starting" | "ready" | "down";
  /** Of a server over stdio that runs. */
  pid: number | null;
  /** The revision that was agreed on; null while there is no connection. */
  protocolVersion: string | null;
  startedAt: Date | null;
  lastUsedAt: Date | null;
  restarts: number;
  /** The end of what its process wrote to standard error since it was last started. The server's words. */
  stderr: string[];
  /** Lines on its standard output that were no messages. */
  noiseLines: number;
  lastError: string | null;
  inFlight: number;
};
