import { secretPatterns } from "./secret-patterns";

/** A line longer than this is let go in pieces, cut at a blank where there is one. */
const heldCharactersMax = 65_536;
const cutBackMax = 4_096;
/** A key that is never closed hides no more than this many lines. */
const keyLinesMax = 200;

const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const hiddenKey = "[redacted:private-key]";

export type Redactor = {
  /** What may be shown of the text so far; the last, unfinished line is held back. */
  write: (chunk: string) => string;
  /** The rest. */
  end: () => string;
};

/** Takes secrets out of text that comes in pieces: a token or a key that is cut in two by a piece is found all the same. */
export function createRedactor(): Redactor {
  let held = "";
  let keyLines = 0;

  const redactLine = (line: string): string => {
    let rest = line;
    let shown = "";
    if (keyLines > 0) {
      const closed = end.exec(rest);
      keyLines = closed ? 0 : (keyLines + 1) % keyLinesMax;
      if (!closed) return hiddenKey;
      shown = hiddenKey;
      rest = rest.slice(closed.index + closed[0].length);
    }
    for (let opened = begin.exec(rest); opened; opened = begin.exec(rest)) {
      shown += redactTokens(rest.slice(0, opened.index)) + hiddenKey;
      rest = rest.slice(opened.index + opened[0].length);
      const closed = end.exec(rest);
      if (!closed) {
        keyLines = 1;
        return shown;
      }
      rest = rest.slice(closed.index + closed[0].length);
    }
    return shown + redactTokens(rest);
  };

  // No pattern reaches over the end of a line, so what holds no key is looked through in one go: short lines cost most.
  const release = (text: string): string =>
    keyLines === 0 && !begin.test(text) ? redactTokens(text) : text.split("\n").map(redactLine).join("\n");

  return {
    write(chunk) {
      held += chunk;
      const newline = held.lastIndexOf("\n");
      let cut = newline + 1;
      if (held.length - cut > heldCharactersMax) cut = cutOf(held);
      if (cut === 0) return "";
      const ready = held.slice(0, cut);
      held = held.slice(cut);
      return ready.endsWith("\n") ? `${release(ready.slice(0, -1))}\n` : release(ready);
    },
    end() {
      const rest = release(held);
      held = "";
      return rest;
    },
  };
}

/** Behind the last blank near the end, else at the end. */
function cutOf(text: string): number {
  const near = text.slice(-cutBackMax);
  const blank = Math.max(near.lastIndexOf(" "), near.lastIndexOf("\t"), near.lastIndexOf(","));
  return blank < 0 ? text.length : text.length - near.length + blank + 1;
}

function redactTokens(line: string): string {
  return secretPatterns.reduce(
    (text, { kind, pattern }) =>
      text.replace(
        pattern,
        (...match: unknown[]) =>
          `${typeof match[1] === "string" ? match[1] : ""}${quoteOf(String(match[0]), match[1])}[redacted:${kind}]`,
      ),
    line,
  );
}

/** The quote that opens the secret stays, so that JSON and YAML keep their shape. */
function quoteOf(whole: string, kept: unknown): string {
  return typeof kept === "string" ? (/^\\{0,3}["']/.exec(whole.slice(kept.length))?.[0] ?? "") : "";
}
