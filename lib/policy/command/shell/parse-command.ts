import { type Command, type CommandNode, parse, type Statement, type Word } from "unbash";
import type { Connector } from "@/lib/policy/command/command-verdict";
import type { Doubt } from "@/lib/policy/command/doubt";
import { coversSource } from "./covers-source";
import { readRedirection } from "./read-redirection";
import { readWord } from "./read-word";
import { type ShellWord, textOf } from "./shell-word";

/** One simple command: its words and redirections, or why they could not be read. */
export type Step = {
  text: string;
  connector: Connector | null;
  words: ShellWord[];
  redirections: string[];
  doubt: Doubt | null;
};

/** The steps of a command line in order, or why it is not a plain list of commands. Never throws. */
export function parseCommand(command: string): Step[] | Doubt {
  try {
    const script = parse(command);
    if (script.errors?.length)
      return { rule: "syntax-error", reason: `The shell would not accept this: ${script.errors[0]?.message}.` };
    if (script.shebang !== undefined) return unreadable;
    const steps = script.commands.flatMap((statement, index) =>
      readStatement({ command, statement, connector: index === 0 ? null : ";" }),
    );
    const isWhole = steps.some(({ doubt }) => doubt !== null) || coversSource({ source: command, script });
    return isWhole ? steps : unreadable;
  } catch {
    return {
      rule: "syntax-error",
      reason: "The command could not be parsed; use plain commands joined by |, &&, || or ;.",
    };
  }
}

function readStatement({
  command,
  statement,
  connector,
}: {
  command: string;
  statement: Statement;
  connector: Connector | null;
}): Step[] {
  const node = statement.command;
  const lines = node.type === "AndOr" ? node.commands : [node];
  const steps = lines.flatMap((line, index) => {
    const before = index === 0 ? connector : (node.type === "AndOr" && node.operators[index - 1]) || null;
    if (line.type !== "Pipeline") return [readStep({ command, node: line, connector: before })];
    if (line.prefixes.length > 0)
      return [{ ...readStep({ command, node: line.commands[0] ?? line, connector: before }), doubt: prefixed }];
    return line.commands.map((part, place) => {
      const step = readStep({ command, node: part, connector: place === 0 ? before : "|" });
      return line.operators[place] === "|&" ? { ...step, redirections: [...step.redirections, "2>&1"] } : step;
    });
  });
  return statement.background ? steps.map((step) => ({ ...step, doubt: background })) : steps;
}

type Node = CommandNode | { type: "Pipeline"; pos: number; end: number };

function readStep({ command, node, connector }: { command: string; node: Node; connector: Connector | null }): Step {
  const step: Step = { text: command.slice(node.pos, node.end), connector, words: [], redirections: [], doubt: null };
  if (node.type !== "Command") return { ...step, doubt: unreadable };
  if (node.prefix.some((item) => item.type === "Assignment")) return { ...step, doubt: assignment };
  const read = readWords(node);
  if ("rule" in read) return { ...step, doubt: read };
  const redirections = node.redirects.map(readRedirection);
  const doubt = redirections.find((redirection) => "rule" in redirection);
  if (doubt && "rule" in doubt) return { ...step, words: read, doubt };
  return {
    ...step,
    words: read,
    redirections: redirections.flatMap((redirection) => ("rule" in redirection ? [] : redirection)),
  };
}

function readWords(node: Command): ShellWord[] | Doubt {
  const sources: Word[] = node.name ? [node.name] : [];
  for (const argument of node.args) {
    if (argument.type !== "Word") return assignment;
    sources.push(argument);
  }
  const words: ShellWord[] = [];
  for (const source of sources) {
    const word = readWord(source.text);
    if ("rule" in word) return word;
    // Two readers that know nothing of each other must agree on what the word says.
    if (!isUnderstood(source) || source.value !== textOf(word)) return unreadable;
    words.push(word);
  }
  return words.length > 0 ? words : { rule: "no-program", reason: "A part of the command names no program." };
}

function isUnderstood(word: Word): boolean {
  return (word.parts ?? []).every((part) => {
    if (part.type === "DoubleQuoted") return part.parts.every((child) => child.type === "Literal");
    return part.type === "Literal" || part.type === "SingleQuoted" || part.type === "Glob";
  });
}

const unreadable: Doubt = {
  rule: "unreadable-syntax",
  reason: "This shell syntax is not among what can be judged; use plain commands joined by |, &&, || or ;.",
};
const prefixed: Doubt = {
  rule: "command-prefix",
  reason: "Neither `!` nor `time` before a command is judged; leave it out.",
};
const background: Doubt = {
  rule: "background",
  reason: "A command in the background outlives its answer; leave the & out.",
};
const assignment: Doubt = {
  rule: "assignment",
  reason: "A variable set before a command can change what it does; leave the assignment out.",
};
