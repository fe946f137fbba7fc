import type { CommandPart } from "./command-verdict";
import type { Doubt } from "./doubt";
import { judgeWords } from "./judge-words";
import type { PathPattern } from "./paths/path-pattern";
import { findForm } from "./programs/find-form";
import type { Form } from "./programs/program";
import { type ReadArguments, readArguments } from "./read-arguments";
import type { Step } from "./shell/parse-command";
import { hasGlob, literalWord, type ShellWord, textOf } from "./shell/shell-word";

export type JudgedStep = { part: CommandPart; reason: string | null; words: ShellWord[] };

type JudgeStepInput = { step: Step; folders: PathPattern[] };

/** The verdict on one simple command; `folders` are where a relative path may start beside the home directory. */
export function judgeStep({ step, folders }: JudgeStepInput): JudgedStep {
  const judged = step.doubt ? { ...step.doubt, note: "Is not understood." } : judgeWordsOf({ step, folders });
  const isAllowed = "words" in judged;
  const words = isAllowed ? judged.words : step.words;
  return {
    words,
    reason: isAllowed ? null : judged.reason,
    part: {
      text: step.text,
      argv: words.length > 0 ? words.map(textOf) : null,
      verdict: isAllowed ? "allow" : judged.rule === "lookalike-program" ? "refuse" : "approval",
      rule: isAllowed ? "read-only" : judged.rule,
      note: judged.note,
      connector: step.connector,
      redirections: step.redirections,
    },
  };
}

type Judged = ({ words: ShellWord[] } | Doubt) & { note: string };

function judgeWordsOf({ step, folders }: JudgeStepInput): Judged {
  const [nameWord, ...rest] = step.words;
  const name = nameWord && !hasGlob(nameWord) ? textOf(nameWord) : "";
  const unknown = `Runs ${JSON.stringify(name.slice(0, 60))}, of which nothing is known here.`;
  if (/[^ -~]/.test(name)) return { ...lookalike, note: unknown };
  const found = findForm({ name, words: rest });
  if (!found) return { ...unknownProgram(name), note: unknown };
  const { does } = found.program;
  if ("rule" in found) return { ...found, note: doubtfulNote(found, does) };
  const { form, leading } = found;
  const read = readCall({ words: found.words, form });
  if ("rule" in read) return { ...read, note: doubtfulNote(read, does) };
  const isFed = step.connector === "|" || step.redirections.includes("</dev/null");
  const judged = judgeWords({ ...read, given: found.options, isFed, folders });
  if ("rule" in judged) return { ...judged, note: doubtfulNote(judged, does) };
  return { words: [literalWord(name), ...leading, ...judged], note: does };
}

/** What a program does where it only reads must not be read as what it does here. */
function doubtfulNote({ reason }: Doubt, does: string): string {
  return `${reason} Where it only reads, it ${does.charAt(0).toLowerCase()}${does.slice(1)}`;
}

/** The words by the form that holds: which one it is may depend on the options. */
function readCall({ words, form }: { words: ShellWord[]; form: Form }): { read: ReadArguments; form: Form } | Doubt {
  const { instead } = form;
  const isOther = ({ options }: ReadArguments) => instead?.when.some((name) => options.has(name)) ?? false;
  const other = instead ? readArguments({ words, form: instead.form }) : null;
  if (instead && other && !("rule" in other) && isOther(other)) return { read: other, form: instead.form };
  const read = readArguments({ words, form });
  if ("rule" in read) return read;
  if (isOther(read))
    return other && "rule" in other ? other : { rule: "unclear-options", reason: "The options contradict each other." };
  return { read, form };
}

const lookalike: Doubt = {
  rule: "lookalike-program",
  reason: "The program's name is not plain ASCII and can be mistaken for another; spell it in plain letters.",
};

function unknownProgram(name: string): Doubt {
  return {
    rule: "unknown-program",
    reason: `The program ${JSON.stringify(name.slice(0, 60))} is not among those known to only read; a person must decide.`,
  };
}
