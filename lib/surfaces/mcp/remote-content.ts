import type { CallToolResult } from "@modelcontextprotocol/server";
import type { JsonObject } from "@/lib/contracts/json";
import type { Context } from "@/lib/records/context";
import { findFile } from "@/lib/records/files/find-file";
import type { Job } from "@/lib/records/jobs/job";

type Content = CallToolResult["content"];

/** What pictures and sound one answer carries itself, in bytes; the others are links. */
const bytesMax = 1024 * 1024;

/** What a remote tool answered as the blocks in which it did, so that a client shows a picture as one; null for others. */
export async function remoteContent(ctx: Pick<Context, "db">, job: Job): Promise<Content | null> {
  const blocks = (job.result?.value as { content?: unknown } | undefined)?.content;
  if (job.mode !== "mcp" || job.state !== "succeeded" || !Array.isArray(blocks) || blocks.length === 0) return null;
  const content: Content = [];
  let left = bytesMax;
  for (const block of blocks as JsonObject[]) {
    const bytes = typeof block.bytes === "number" ? block.bytes : 0;
    content.push(await blockOf(ctx, { job, block, isCarried: bytes <= left }));
    left -= bytes <= left ? bytes : 0;
  }
  return content;
}

type BlockInput = { job: Job; block: JsonObject; isCarried: boolean };

async function blockOf(ctx: Pick<Context, "db">, { job, block, isCarried }: BlockInput): Promise<Content[number]> {
  const { type, text, uri, url, file_id, mime_type } = block;
  if (type === "text" && typeof text === "string") return { type, text };
  const mimeType = typeof mime_type === "string" ? mime_type : "application/octet-stream";
  if ((type === "image" || type === "audio") && isCarried) {
    const file = await findFile(ctx, { jobId: job.id, id: String(file_id) });
    if (file) return { type, mimeType, data: file.content.toString("base64") };
  }
  if (type === "resource" && typeof text === "string") return { type, resource: { uri: String(uri), mimeType, text } };
  return { type: "resource_link", uri: String(uri ?? url), name: String(block.name ?? type), mimeType };
}
