import { setMaxListeners } from "node:events";
import { flowAgent } from "./flow-agent";
import { FlowExchange } from "./flow-exchange";
import type { FlowReply } from "./flow-reply";

export type FlowRequest = {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
  timeoutMs: number;
  signal: AbortSignal;
};

const answerBytesMax = 5 * 1024 * 1024;
/** What a timer takes; longer ones fire at once. */
const timerMsMax = 2 ** 31 - 1;

/**
 * The one way to a flow backend. Sends once, follows no redirect, asks for no compression and refuses one, reads 5 MB
 * at most, all within `timeoutMs`. Never throws for what the other side does; an abort before anything was sent throws
 * the signal's reason, a later one is `lost`.
 */
export async function sendFlow(request: FlowRequest): Promise<FlowReply> {
  const { url, signal, timeoutMs } = request;
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target === null || !/^https?:$/.test(target.protocol)) return { kind: "unsent", why: "bad_url", cause: null };
  signal.throwIfAborted();
  let stop = () => {};
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<FlowReply>((resolve, reject) => {
      const exchange = new FlowExchange({ answerBytesMax, settle: resolve });
      stop = () => {
        // Settles the exchange as well, so that it sends nothing once a connection is there.
        if (!exchange.isSent) reject(signal.reason);
        exchange.end("aborted", signal.reason);
      };
      // Many calls may share a signal, and each takes its listener off again.
      setMaxListeners(0, signal);
      signal.addEventListener("abort", stop, { once: true });
      timer = setTimeout(() => exchange.end("late", null), Math.min(timeoutMs, timerMsMax));
      dispatch({ request, target, exchange });
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

function dispatch({ request, target, exchange }: { request: FlowRequest; target: URL; exchange: FlowExchange }): void {
  flowAgent().dispatch(
    {
      origin: target.origin,
      path: target.pathname + target.search,
      // Undici passes any method on that is a token, which its types do not say.
      method: request.method as "POST",
      headers: { "user-agent": "orchestrator", ...request.headers },
      body: request.body,
    },
    exchange,
  );
}
