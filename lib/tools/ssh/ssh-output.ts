import { type CappedText, createCappedText } from "@/lib/engines/ssh/create-capped-text";
import { createRedactor } from "@/lib/policy/command/create-redactor";

type SshOutputInput = {
  /** Of each stream: half from its beginning, half from its end. */
  bytesMax: number;
  /** Given what may be shown, as it comes. */
  onShown(text: string): void;
  /** Put before each line that is shown, where the output of several hosts comes together. */
  linePrefix?: string | undefined;
};

type Piece = { stream: "stdout" | "stderr"; text: string };

/**
 * Takes a command's output and lets nothing of it out, to be kept or to be shown, before secrets are taken out of it.
 * That comes before it is cut: of a private key without its first line, nobody could tell that it is one.
 */
export function createSshOutput({ bytesMax, onShown, linePrefix }: SshOutputInput) {
  const createStream = () => {
    const redactor = createRedactor();
    const kept = createCappedText({ bytesMax });
    const letOut = (text: string) => {
      if (text === "") return;
      // What Postgres cannot keep.
      const clean = text.replaceAll("\0", "\ufffd").toWellFormed();
      kept.push(Buffer.from(clean));
      onShown(linePrefix === undefined ? clean : prefixed(clean, linePrefix));
    };
    return {
      take: (text: string) => letOut(redactor.write(text)),
      end: (): CappedText => {
        letOut(redactor.end());
        return kept.read();
      },
    };
  };
  const streams = { stdout: createStream(), stderr: createStream() };
  return {
    take: ({ stream, text }: Piece): void => streams[stream].take(text),
    /** What is kept of both. Nothing comes after it. */
    end: () => ({ stdout: streams.stdout.end(), stderr: streams.stderr.end() }),
  };
}

/** Whole lines, so that those of several hosts never share one. */
function prefixed(text: string, prefix: string): string {
  const lines = text.endsWith("\n") ? text.slice(0, -1) : text;
  return `${prefix}${lines.replaceAll("\n", `\n${prefix}`)}\n`;
}
