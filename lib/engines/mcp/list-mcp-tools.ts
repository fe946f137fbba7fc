import type { JsonObject } from "@/lib/contracts/json";
import { cleanJson } from "@/lib/policy/clean-json";
import { connectionOf } from "./connection-of";
import { type FetchedTools, fetchTools } from "./fetch-tools";
import type { McpTarget } from "./mcp-target";
import { runRequest } from "./run-request";

export type McpListing = FetchedTools & {
  /** What was negotiated, to be given with the next target; null when it cannot be kept. */
  era: JsonObject | null;
  protocolVersion: string;
  /** The server's own words. */
  serverInfo: JsonObject;
};

const infoCharsMax = 4_000;

/** A server's tools as it lists them now, within our limits. Throws an AppError when it cannot be reached. */
export function listMcpTools({ target, signal }: { target: McpTarget; signal: AbortSignal }): Promise<McpListing> {
  const connection = connectionOf(target);
  return runRequest({
    target,
    connection,
    signal,
    isReading: true,
    work: async ({ live, scope }) => {
      const timeoutMs = target.connectTimeoutMs;
      const fetched = await fetchTools({ live, server: target.name, signal: scope.signal, timeoutMs });
      const { era, protocolVersion } = live;
      return { ...fetched, era, protocolVersion, serverInfo: infoOf(live.client.getServerVersion()) };
    },
  });
}

function infoOf(version: unknown): JsonObject {
  const info = cleanJson(version) as JsonObject | undefined;
  return info !== undefined && JSON.stringify(info).length <= infoCharsMax ? info : {};
}
