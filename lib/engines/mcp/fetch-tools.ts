import { z } from "zod";
import type { McpSkipped, McpToolFacts } from "@/lib/contracts/mcp";
import { hasHeaderMarks, headerFault } from "./header-fault";
import type { LiveClient } from "./live-client";
import { readTool } from "./read-tool";

type FetchToolsInput = { live: LiveClient; server: string; signal: AbortSignal; timeoutMs: number };
export type FetchedTools = { tools: McpToolFacts[]; skipped: McpSkipped[]; ttlMs: number | null };

const toolsMax = 200;
const pagesMax = 20;
const skippedMax = 200;
/** Of all its tools together: they are kept, and shown to models. */
const bytesMax = 2 * 1024 * 1024;
const ttlMsMax = 24 * 3_600_000;

// Looser than the SDK's own: one bad entry must not cost the whole listing.
const Page = z.looseObject({
  tools: z.array(z.unknown()),
  nextCursor: z.string().min(1).max(10_000).optional().catch(undefined),
  ttlMs: z.number().nonnegative().optional().catch(undefined),
});

/** Asks a server for its tools, page by page, and takes as many as the limits allow. */
export async function fetchTools({ live, server, signal, timeoutMs }: FetchToolsInput): Promise<FetchedTools> {
  const fetched: FetchedTools = { tools: [], skipped: [], ttlMs: null };
  if (!live.client.getServerCapabilities()?.tools) return fetched;
  const seen = new Set<string>();
  const budget = { bytes: 0 };
  let cursor: string | undefined;
  for (let page = 1; ; page++) {
    const params = cursor === undefined ? {} : { params: { cursor } };
    const listed = await live.client.request({ method: "tools/list", ...params }, Page, { signal, timeout: timeoutMs });
    if (page === 1) fetched.ttlMs = listed.ttlMs === undefined ? null : Math.min(listed.ttlMs, ttlMsMax);
    for (const entry of listed.tools)
      take({ fetched, seen, budget, tool: judge({ live, tool: readTool({ server, entry }) }) });
    const isEnough = fetched.tools.length >= toolsMax || page === pagesMax;
    if (listed.nextCursor === undefined || listed.nextCursor === cursor || isEnough) {
      if (isEnough && listed.nextCursor !== undefined) skip(fetched, { name: "…", reason: "the list is too long" });
      break;
    }
    cursor = listed.nextCursor;
  }
  live.mirrored = new Map(
    fetched.tools.filter((tool) => hasHeaderMarks(tool.inputSchema)).map((tool) => [tool.name, tool.inputSchema]),
  );
  return fetched;
}

/** Only where arguments become HTTP headers do marks for that matter. */
function judge({ live, tool }: { live: LiveClient; tool: McpToolFacts | McpSkipped }): McpToolFacts | McpSkipped {
  if ("reason" in tool || !("sessionId" in live.transport) || live.client.getProtocolEra() !== "modern") return tool;
  const fault = headerFault(tool.inputSchema);
  return fault === null ? tool : { name: tool.name, reason: `a header mark (x-mcp-header) ${fault}` };
}

type TakeInput = {
  fetched: FetchedTools;
  seen: Set<string>;
  budget: { bytes: number };
  tool: McpToolFacts | McpSkipped;
};

function take({ fetched, seen, budget, tool }: TakeInput): void {
  if ("reason" in tool) skip(fetched, tool);
  else if (seen.has(tool.name)) skip(fetched, { name: tool.name, reason: "its name is used twice" });
  else if (fetched.tools.length >= toolsMax) skip(fetched, { name: tool.name, reason: `beyond ${toolsMax} tools` });
  else if (budget.bytes + bytesOf(tool) > bytesMax) {
    skip(fetched, { name: tool.name, reason: "the server's tools are longer than 2 MB together" });
  } else {
    budget.bytes += bytesOf(tool);
    seen.add(tool.name);
    fetched.tools.push(tool);
  }
}

function skip({ skipped }: FetchedTools, one: McpSkipped): void {
  if (skipped.length < skippedMax) skipped.push(one);
}

function bytesOf(tool: McpToolFacts): number {
  return Buffer.byteLength(JSON.stringify(tool));
}
