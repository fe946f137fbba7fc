type StreamInput = {
  /** The next piece; an empty one ends the stream. What it throws ends it too: the client comes again. */
  next(): Promise<string>;
  stop(): void;
};

const retryMs = 2_000;
const encoder = new TextEncoder();

/**
 * Server-sent events without end. Nothing is read before the client takes what was read before, and all is let go of
 * when it hangs up. Source: HTML Living Standard, section 9.2.
 */
export function respondStream({ next, stop }: StreamInput): Response {
  let opening = `retry: ${retryMs}\n\n`;
  let isOpen = true;
  const close = () => {
    isOpen = false;
    stop();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // At once, so that the client knows that it is connected.
        const text = opening || (await next().catch(() => ""));
        opening = "";
        if (!isOpen) return;
        if (text) return controller.enqueue(encoder.encode(text));
        close();
        controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // Next compresses, and so holds back, what may be transformed; nginx holds back what it may buffer.
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

/** JSON never holds a raw line break, so that one line of data is enough. */
export function eventFrame({ event, data }: { event: string; data: object }): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
