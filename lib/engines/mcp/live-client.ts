import type { Client } from "@modelcontextprotocol/client";
import type { JsonObject } from "@/lib/contracts/json";
import type { HttpTransport } from "./http-transport";
import type { RequestScope } from "./request-scope";
import type { Silence } from "./silence";
import type { StdioTransport } from "./stdio-transport";

/** One established connection to a server, for as long as it lives. */
export type LiveClient = {
  client: Client;
  transport: StdioTransport | HttpTransport;
  /** The SDK's `PriorDiscovery`, to be remembered; null when it is too long for that. */
  era: JsonObject | null;
  protocolVersion: string;
  /** False as long as only an earlier verdict says that the server speaks this revision. */
  isProven: boolean;
  /** The calls under way, that a question may belong to. */
  calls: Set<RequestScope>;
  /** How many do something with it; one that is let go of ends with the last of them. */
  users: number;
  /** Calls that were given up: the server may still be at them, and ask. */
  abandoned: number;
  /** Questions that were declined because there were too many. */
  surplus: number;
  silence: Silence;
  /** Input schemas with `x-mcp-header` by tool, where the revision has the arguments mirrored in headers. */
  mirrored: Map<string, JsonObject>;
};
