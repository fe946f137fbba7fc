import type { Dispatcher } from "undici";
import { guardedRequest, type OutboundRequest, type Unanswered } from "./guarded-request";

/** What a GET brought: the body as text, or why there is none. */
export type Fetched =
  | { kind: "answered"; status: number; contentType: string; cacheControl: string; text: string }
  | { kind: "unusable"; reason: string }
  | Unanswered;

type GetOutboundInput = OutboundRequest & {
  /** A longer answer is none. */
  answerBytesMax: number;
};

/** GETs a URL that a caller gave. Never throws for what the other side does; `text` is its word and nothing more. */
export async function getOutbound({ answerBytesMax, ...request }: GetOutboundInput): Promise<Fetched> {
  return guardedRequest<Fetched>({
    ...request,
    headers: { ...request.headers, "accept-encoding": "identity" },
    message: { method: "GET" },
    read: async ({ body, headers, statusCode }) => {
      // A few bytes may unpack to gigabytes.
      if (textOf(headers["content-encoding"], "identity") !== "identity") {
        return { kind: "unusable", reason: "the answer is compressed" };
      }
      const bytes = await readCapped(body, answerBytesMax);
      if (bytes === null) return { kind: "unusable", reason: `the answer is larger than ${answerBytesMax} bytes` };
      return {
        kind: "answered",
        status: statusCode,
        contentType: textOf(headers["content-type"]),
        cacheControl: textOf(headers["cache-control"]),
        text: bytes.toString("utf8"),
      };
    },
  });
}

async function readCapped(body: Dispatcher.ResponseData["body"], bytesMax: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > bytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function textOf(header: string | string[] | undefined, fallback = ""): string {
  return ((Array.isArray(header) ? header[0] : header) ?? fallback).toLowerCase();
}
