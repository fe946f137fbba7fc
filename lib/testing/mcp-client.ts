import { type CallToolResult, Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll } from "vitest";

export type Era = "2025-11-25" | "2026-07-28";

/** The official client, connected to `/mcp` of a served app; it speaks the newest revision only when told to look for it. */
export async function connectMcp({ url, key, era }: { url: string; key?: string; era: Era }): Promise<Client> {
  const client = new Client(
    { name: "test", version: "1" },
    era === "2026-07-28" ? { versionNegotiation: { mode: "auto" } } : {},
  );
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", url), { requestInit: { headers } }));
  afterAll(() => client.close());
  return client;
}

/** The texts of a tool's answer. */
export function textsOf({ content }: CallToolResult): string[] {
  return content.flatMap((block) => (block.type === "text" ? [block.text] : []));
}
