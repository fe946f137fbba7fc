import { setImmediate as nextTurn } from "node:timers/promises";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const turnEventsMax = 50;

type CapBodyInput = {
  body: ReadableStream<Uint8Array>;
  bytesMax: number;
  /** A stream of events: the limit is for each, which an empty line ends, and not for the whole. */
  isEvents: boolean;
  /** Told of each part that came: its length, and how many events ended in it. */
  onPart: (part: { bytes: number; messages: number }) => void;
  /** Makes the error that the reader gets. */
  onTooLong: () => Error;
};

/** A body of which no more than the limit is ever held, whatever its sender says of its length; of many events, only some in a turn. */
export function capBody({ body, bytesMax, isEvents, onPart, onTooLong }: CapBodyInput): ReadableStream<Uint8Array> {
  let bytes = 0;
  let isLineEmpty = false;
  let events = 0;
  const count = (chunk: Uint8Array) => {
    if (!isEvents) bytes += chunk.length;
    else {
      for (const byte of chunk) {
        bytes++;
        if (byte !== lineFeed && byte !== carriageReturn) isLineEmpty = false;
        else if (byte === carriageReturn) continue;
        else if (isLineEmpty) {
          events++;
          bytes = 0;
        } else isLineEmpty = true;
        if (bytes > bytesMax) return;
      }
    }
  };
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      async transform(chunk, controller) {
        events = 0;
        count(chunk);
        onPart({ bytes: chunk.length, messages: events });
        if (bytes > bytesMax) controller.error(onTooLong());
        else controller.enqueue(chunk);
        if (events > turnEventsMax) await nextTurn();
      },
    }),
  );
}
