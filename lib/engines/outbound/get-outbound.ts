import { guardedRequest, type OutboundRequest, type Unanswered } from "./guarded-request";
import { readCapped } from "./read-capped";

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

function textOf(header: string | string[] | undefined, fallback = ""): string {
  return ((Array.isArray(header) ? header[0] : header) ?? fallback).toLowerCase();
}
