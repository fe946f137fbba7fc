import type { Doubt } from "./doubt";
import { judgePath } from "./paths/judge-path";
import type { PathPattern } from "./paths/path-pattern";
import { resolvePath } from "./paths/resolve-path";
import type { Arguments, Form } from "./programs/program";
import { type ReadArguments, type ReadWord, staysGlob } from "./read-arguments";
import { literalWord, type ShellWord, textOf } from "./shell/shell-word";

const wordsMax = 200;

type JudgeWordsInput = {
  read: ReadArguments;
  form: Form;
  /** Options given before the subcommand. */
  given: ReadArguments["options"];
  isFed: boolean;
  folders: PathPattern[];
};

/** The words as they are to be sent, or the first thing that speaks against sending them. */
export function judgeWords({ read, form, given, isFed, folders }: JudgeWordsInput): ShellWord[] | Doubt {
  if (read.words.length > wordsMax) return tooManyWords;
  const operands = read.words.filter(({ role }) => role === "operand");
  const options = new Map([...given, ...read.options]);
  const start = form.startsIn && options.get(form.startsIn);
  const starts = start
    ? [...folders, ...[[], ...folders].map((folder) => [...folder, ...resolvePath(literalWord(start)).pattern])]
    : folders;
  const call: Arguments = {
    options,
    operands: operands.map(({ word }) => word),
    written: read.words.filter(({ role }) => role === "option").map(({ word }) => textOf(word)),
    folders: starts,
    isFed,
  };
  const doubt =
    countOperands({ form, operands, isFed }) ??
    checkGlobs({ form, operands }) ??
    form.check?.(call) ??
    checkPaths({
      words: read.words,
      isTree: form.treeWith?.some((name) => options.has(name)) ?? false,
      folders: starts,
    });
  if (doubt) return doubt;
  return addEnforced({ words: read.words, enforced: form.enforce?.(call) ?? [] });
}

function countOperands({ form, operands, isFed }: { form: Form; operands: ReadWord[]; isFed: boolean }): Doubt | null {
  if (operands.length < (form.min ?? 0)) {
    const missing = form.operands?.[operands.length] ?? form.more;
    return { rule: "operand-missing", reason: `A word is missing here: ${missing?.says ?? "an operand"}.` };
  }
  const readsInput = operands.length < (form.readsInputBelow ?? 0) || operands.some(isInput);
  return readsInput && !isFed ? standardInput : null;
}

function isInput({ word, shape }: ReadWord): boolean {
  return shape?.is === "read" && textOf(word) === "-";
}

/** A glob must stand where the program takes any number of names, or it could fill a place that means something else. */
function checkGlobs({ form, operands }: { form: Form; operands: ReadWord[] }): Doubt | null {
  const globs = operands.map((operand, at) => ({ operand, at })).filter(({ operand }) => staysGlob(operand));
  if (globs.some(({ operand }) => operand.word.hasOddBracket)) return bracket;
  return globs.some(({ at }) => at < (form.operands?.length ?? 0)) ? oneName : null;
}

function checkPaths({
  words,
  isTree,
  folders,
}: {
  words: ReadWord[];
  isTree: boolean;
  folders: PathPattern[];
}): Doubt | null {
  for (const { word, shape, role } of words) {
    if (shape?.is !== "read" || textOf(word) === "-") continue;
    const access = isTree && role === "operand" ? "tree" : "read";
    const doubt = judgePath({ word, access, folders });
    if (doubt) return doubt;
  }
  return null;
}

/** Enforced options follow the last option that was given, so that none of those can undo them. */
function addEnforced({ words, enforced }: { words: ReadWord[]; enforced: string[] }): ShellWord[] {
  const at = words.findLastIndex(({ role }) => role === "option" || role === "value") + 1;
  const last = words.slice(Math.max(0, at - enforced.length), at).map(({ word }) => textOf(word));
  const isThere = last.length === enforced.length && last.every((word, place) => word === enforced[place]);
  const sent = words.map((read) => (staysGlob(read) && read.role === "operand" ? anchored(read.word) : read.word));
  return [...sent.slice(0, at), ...(isThere ? [] : enforced).map(literalWord), ...sent.slice(at)];
}

/** A name that a glob matches could begin with a dash and be taken for an option; behind ./ it cannot. */
function anchored(word: ShellWord): ShellWord {
  const first = word.pieces[0];
  return first?.kind === "glob" ? { ...word, pieces: [{ kind: "literal", text: "./" }, ...word.pieces] } : word;
}

const tooManyWords: Doubt = { rule: "too-many-words", reason: `More than ${wordsMax} words in one command; split it.` };
const standardInput: Doubt = {
  rule: "reads-standard-input",
  reason: "Without a file to read the program waits for standard input; name the file, or put it behind a pipe.",
};
const bracket: Doubt = {
  rule: "bracket-glob",
  reason:
    "Shells differ on what this bracket matches; use only letters, digits and ranges in it, and [!...] for all others.",
};
const oneName: Doubt = {
  rule: "glob-for-one-name",
  reason: "One name is expected where the glob stands; write the name in full.",
};
