/** A text of which no more than so much was kept. */
export type CappedText = {
  /** Head and tail, with a line between them that says how much is left out. */
  text: string;
  /** How many bytes came, kept or not. */
  bytes: number;
  isCut: boolean;
};

const bytesAtFirst = 4096;

/**
 * Keeps the first and the last half of `bytesMax` bytes of UTF-8 that come in pieces, in one buffer of that size at
 * most. Characters may lie across pieces; bytes that are no UTF-8 become U+FFFD, and what counts is the text then.
 */
export function createCappedText({ bytesMax }: { bytesMax: number }) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const headMax = Math.ceil(bytesMax / 2);
  const tailMax = bytesMax - headMax;
  let kept = Buffer.alloc(Math.min(bytesMax, bytesAtFirst));
  let received = 0;
  let written = 0;
  /** Where the tail goes on, once it is full and goes round. */
  let tailAt = 0;

  const keep = (text: string): string => {
    const bytes = Buffer.from(text);
    if (written < bytesMax) {
      if (written + bytes.length > kept.length) kept = grown({ kept, needed: written + bytes.length, bytesMax });
      bytes.copy(kept, written);
    }
    const over = bytes.subarray(Math.max(0, bytesMax - written));
    written += bytes.length;
    const last = over.subarray(Math.max(0, over.length - tailMax));
    const fits = last.copy(kept, headMax + tailAt);
    last.copy(kept, headMax, fits);
    if (tailMax > 0) tailAt = (tailAt + last.length) % tailMax;
    return text;
  };

  return {
    /** Takes a piece, and returns the text that is complete with it. */
    push(piece: Buffer): string {
      received += piece.length;
      return keep(decoder.decode(piece, { stream: true }));
    },
    /** Returns what was still incomplete. Nothing comes after it. */
    end: (): string => keep(decoder.decode()),
    read(): CappedText {
      if (written <= bytesMax) return { text: kept.toString("utf8", 0, written), bytes: received, isCut: false };
      const head = wholeHead(kept.subarray(0, headMax));
      const ring = kept.subarray(headMax, bytesMax);
      const tail = wholeTail(Buffer.concat([ring.subarray(tailAt), ring.subarray(0, tailAt)]));
      const leftOut = (written - head.length - tail.length).toLocaleString("en-US");
      return { text: `${head}\n[... ${leftOut} bytes left out ...]\n${tail}`, bytes: received, isCut: true };
    },
  };
}

function grown({ kept, needed, bytesMax }: { kept: Buffer; needed: number; bytesMax: number }) {
  const larger = Buffer.alloc(Math.min(bytesMax, Math.max(needed, kept.length * 2)));
  kept.copy(larger);
  return larger;
}

/** Without the beginning of a character that goes on elsewhere. */
function wholeHead(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && isInside(bytes[end - 1])) end--;
  const lead = bytes[end - 1] ?? 0;
  const charBytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return end - 1 + charBytes === bytes.length ? bytes : bytes.subarray(0, Math.max(0, end - 1));
}

/** Without the end of a character that began elsewhere. */
function wholeTail(bytes: Buffer): Buffer {
  let start = 0;
  while (isInside(bytes[start])) start++;
  return bytes.subarray(start);
}

function isInside(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
