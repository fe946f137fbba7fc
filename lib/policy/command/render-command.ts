import type { Connector } from "./command-verdict";
import { quoteWord } from "./shell/quote-word";
import type { ShellWord } from "./shell/shell-word";

type RenderableStep = { connector: Connector | null; words: ShellWord[]; redirections: string[] };

/** Writes checked steps as one line that bash, dash and any POSIX shell read as exactly these words. */
export function renderCommand(steps: RenderableStep[]): string {
  return steps
    .map(({ connector, words, redirections }) => {
      const text = [...words.map(quoteWord), ...redirections].join(" ");
      if (connector === null) return text;
      return connector === ";" ? `; ${text}` : ` ${connector} ${text}`;
    })
    .join("");
}
