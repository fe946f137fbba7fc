import type { Dispatcher } from "undici";
import { guardedRequest, type OutboundRequest, type Unanswered } from "./guarded-request";

/** How a request went: there was an answer, the address is not one to be called, or nobody answered. */
export type Outbound = { kind: "answered"; status: number; retryAfter: string | null } | Unanswered;

const answerBytesMax = 64 * 1024;

/** POSTs to a URL that a caller gave, and reads 64 KB of the answer at most. Never throws for what the other side does. */
export async function postOutbound({ body, ...request }: OutboundRequest & { body: string }): Promise<Outbound> {
  return guardedRequest<Outbound>({
    ...request,
    message: { method: "POST", body },
    read: async (answer) => {
      await drain(answer.body);
      return { kind: "answered", status: answer.statusCode, retryAfter: textOf(answer.headers["retry-after"]) };
    },
  });
}

/** Reads what a receiver has to say, so that it can end in peace, but no more than the cap. The status counts anyhow. */
async function drain(body: Dispatcher.ResponseData["body"]): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > answerBytesMax) return;
    }
  } catch {
    // It broke off or took too long.
  }
}

function textOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
