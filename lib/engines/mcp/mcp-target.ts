import type { JsonObject } from "@/lib/contracts/json";

/** How one server is reached and as whom; two with the same key share one connection. */
export type McpTarget = {
  /** The server's name, for messages. */
  name: string;
  /** SHA-256 over everything that matters for reaching it, secrets included. */
  key: string;
  transport: McpStdioTransport | McpHttpTransport;
  /** What an earlier negotiation found (the SDK's `PriorDiscovery`); null negotiates. A wrong one is found out. */
  era: JsonObject | null;
  connectTimeoutMs: number;
  /** How long after its last use it is stopped. */
  idleMs: number;
};

export type McpStdioTransport = {
  kind: "stdio";
  command: string;
  args: string[];
  env: Record<string, string>;
  cwd: string | null;
};

export type McpHttpTransport = {
  kind: "http";
  url: string;
  headers: Record<string, string>;
  /** An OAuth access token, asked for at each request; `refused` is the one that was answered 401. Null: none is needed. */
  accessToken: ((input: { refused: string | null }) => Promise<string | null>) | null;
};
