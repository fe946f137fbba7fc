import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import type { McpCallResult } from "@/lib/engines/mcp/mcp-call";
import type { ToolContext } from "@/lib/tools/define-tool";

/** What a remote tool answered as a result of ours: bytes become files of the job, shown as links. */
export async function mcpResult(
  ctx: Pick<ToolContext, "keep">,
  { content, structuredContent }: Pick<McpCallResult, "content" | "structuredContent">,
): Promise<JsonObject> {
  const blocks: JsonObject[] = [];
  for (const block of content) {
    if (!repeats(block, structuredContent)) blocks.push(await shownBlock(ctx, block));
  }
  return { content: blocks, ...(structuredContent !== undefined && { structured_content: structuredContent }) };
}

/** Servers write the structured answer as text too, for clients that know no other (MCP 2026-07-28, server/tools). */
function repeats({ type, text }: JsonObject, structured: unknown): boolean {
  if (structured === undefined || type !== "text" || typeof text !== "string") return false;
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(structured);
  } catch {
    return false;
  }
}

async function shownBlock(ctx: Pick<ToolContext, "keep">, block: JsonObject): Promise<JsonObject> {
  const { type, text, data } = block;
  switch (type) {
    case "image":
    case "audio":
      return { type, ...(await kept(ctx, { name: type, mimeType: block.mimeType, data })) };
    case "resource_link":
      return named({ type, uri: block.uri, name: block.name, mime_type: block.mimeType });
    case "resource":
      return shownResource(ctx, block.resource as JsonObject);
    default:
      // A kind that is younger than this program is still worth showing.
      return type === "text" ? { type, text } : { type: "text", text: JSON.stringify(block) };
  }
}

async function shownResource(ctx: Pick<ToolContext, "keep">, resource: JsonObject): Promise<JsonObject> {
  const { uri, mimeType, text, blob } = resource;
  if (typeof blob !== "string") return named({ type: "resource", uri, mime_type: mimeType, text });
  const name = String(uri).split(/[/\\]/).findLast(Boolean) ?? "resource";
  return { type: "resource", uri, ...(await kept(ctx, { name, mimeType, data: blob })) };
}

type KeptInput = { name: string; mimeType: unknown; data: unknown };

async function kept({ keep }: Pick<ToolContext, "keep">, { name, mimeType, data }: KeptInput): Promise<JsonObject> {
  const content = Buffer.from(String(data), "base64");
  const type = typeof mimeType === "string" ? mimeType : "application/octet-stream";
  try {
    const { file_id, mime_type, bytes, url } = await keep({ name, mimeType: type, content });
    return { file_id, mime_type, bytes, url };
  } catch (error) {
    // The tool has run: one file too many must not cost its answer.
    if (!(error instanceof AppError && error.code === "output_too_large")) throw error;
    return { mime_type: type, bytes: content.length, not_kept: error.detail };
  }
}

function named(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
