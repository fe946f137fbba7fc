import type { Dispatcher } from "undici";

/** All of a body; null when it is longer than that. */
export async function readCapped(body: Dispatcher.ResponseData["body"], bytesMax: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > bytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
