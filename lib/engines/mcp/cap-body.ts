const lineFeed = 0x0a;
const carriageReturn = 0x0d;

type CapBodyInput = {
  body: ReadableStream<Uint8Array>;
  bytesMax: number;
  /** A stream of events: the limit is for each, which an empty line ends, and not for the whole. */
  isEvents: boolean;
  /** Makes the error that the reader gets. */
  onTooLong: () => Error;
};

/** A body of which no more than the limit is ever held, whatever its sender says of its length. */
export function capBody({ body, bytesMax, isEvents, onTooLong }: CapBodyInput): ReadableStream<Uint8Array> {
  let bytes = 0;
  let isLineEmpty = false;
  const count = (chunk: Uint8Array) => {
    if (!isEvents) bytes += chunk.length;
    else {
      for (const byte of chunk) {
        bytes++;
        if (byte !== lineFeed && byte !== carriageReturn) isLineEmpty = false;
        else if (byte === carriageReturn) continue;
        else if (isLineEmpty) bytes = 0;
        else isLineEmpty = true;
        if (bytes > bytesMax) return;
      }
    }
  };
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        count(chunk);
        if (bytes > bytesMax) controller.error(onTooLong());
        else controller.enqueue(chunk);
      },
    }),
  );
}
