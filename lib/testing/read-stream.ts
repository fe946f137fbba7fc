/** One server-sent event; a comment has neither name nor id. */
export type Sent = { id: string | null; event: string | null; data: Record<string, unknown> };

/** The events of a stream as they arrive, comments and `retry` left out. The reader is let go of at its end. */
export async function* readStream(response: Response): AsyncGenerator<Sent> {
  let text = "";
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split("\n\n");
    text = blocks.pop() ?? "";
    yield* blocks.flatMap(parseBlock);
  }
}

/** Everything that a stream sends until it closes. */
export async function readWhole(response: Response): Promise<Sent[]> {
  const events: Sent[] = [];
  for await (const event of readStream(response)) events.push(event);
  return events;
}

function parseBlock(block: string): Sent[] {
  const fields = new Map(block.split("\n").map((line) => line.split(/: (.*)/s, 2) as [string, string]));
  const data = fields.get("data");
  if (data === undefined) return [];
  return [{ id: fields.get("id") ?? null, event: fields.get("event") ?? null, data: JSON.parse(data) }];
}
