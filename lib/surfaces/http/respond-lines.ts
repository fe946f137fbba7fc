type RespondLinesInput = {
  /** What to write, and at the end the cursor of what was left out; null for nothing. */
  batches: AsyncGenerator<object[], string | null>;
  filename: string;
};

const encoder = new TextEncoder();

/**
 * Objects as a file of JSON lines, each batch read when the client has taken the one before. One that was cut short says
 * so in its last line: `{"truncated":true,"next_cursor":…}`.
 */
export function respondLines({ batches, filename }: RespondLinesInput): Response {
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await batches.next();
        const lines = done ? (value === null ? [] : [{ truncated: true, next_cursor: value }]) : value;
        if (lines.length > 0)
          controller.enqueue(encoder.encode(lines.map((one) => `${JSON.stringify(one)}\n`).join("")));
        if (done) controller.close();
      },
      cancel: () => void batches.return(null),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="${filename}"`,
      "cache-control": "no-store",
    },
  });
}
