import type { Command, CommandNode, Script } from "unbash";

// What may stand between words: blanks, continued lines, the four connectors and comments.
const between = /^(?:[ \t\n]|\\\n|\|[|&]?|&&|;|#[^\n]*)*$/;

/**
 * Whether every character of the source is part of a word or a redirection, or joins them. The parser skips some that it
 * cannot place (a lone parenthesis) without an error; a person would then read another line than the one that runs.
 */
export function coversSource({ source, script }: { source: string; script: Script }): boolean {
  const spans = script.commands
    .flatMap(({ command }) => (command.type === "AndOr" ? command.commands : [command]))
    .flatMap((node) => (node.type === "Pipeline" ? node.commands : [node]))
    .flatMap(spansOf);
  let at = 0;
  for (const { pos, end } of spans.toSorted((a, b) => a.pos - b.pos)) {
    if (pos < at || !between.test(source.slice(at, pos))) return false;
    at = end;
  }
  return between.test(source.slice(at));
}

function spansOf(node: CommandNode): { pos: number; end: number }[] {
  if (node.type !== "Command") return [];
  const { name, prefix, suffix }: Command = node;
  return [...(name ? [name] : []), ...prefix, ...suffix];
}
