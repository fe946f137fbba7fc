import type { Doubt } from "@/lib/policy/command/doubt";
import { type ReadArguments, readArguments } from "@/lib/policy/command/read-arguments";
import { hasGlob, literalWord, type ShellWord, textOf } from "@/lib/policy/command/shell/shell-word";
import { allPrograms } from "./all-programs";
import type { Form, Program } from "./program";
import { asksVersion, versionPrograms } from "./versions";

type Found = {
  program: Program;
  form: Form;
  /** The words between the program's name and what the form is about: its prefix, common options, the subcommand. */
  leading: ShellWord[];
  options: ReadArguments["options"];
  words: ShellWord[];
};

// The first row of a name counts: the list ends with the programs of which only the version may be asked.
const programs = new Map(
  allPrograms.toReversed().flatMap((program) => program.names.split(" ").map((name) => [name, program] as const)),
);
const [versionProgram] = versionPrograms;
const systemFolder = /^\/(?:usr\/(?:local\/)?)?s?bin\//;

/** The row and the form that a call falls under; null when the program is not in the table. */
export function findForm({
  name,
  words,
}: {
  name: string;
  words: ShellWord[];
}): Found | (Doubt & { program: Program }) | null {
  const bare = name.replace(systemFolder, "");
  if (versionProgram && asksVersion({ name: bare, words: words.map(textOf) }))
    return versionOf({ program: versionProgram, words });
  const program = programs.get(bare);
  if (!program) return null;
  if (program === versionProgram) return { program, ...onlyVersion };
  const prefix = program.prefix ?? [];
  const isPrefixed =
    prefix.length > 0 && prefix.every((word, at) => words[at] !== undefined && textOf(words[at]) === word);
  const given = isPrefixed ? words.slice(prefix.length) : words;
  const leading = prefix.map(literalWord);
  if (!program.commands) return { program, form: program, leading, options: new Map(), words: given };
  const common = readArguments({ words: given, form: program, stopsAtOperand: true });
  if ("rule" in common) return { program, ...common };
  const operandAt = common.words.findIndex(({ role }) => role === "operand" || role === "end");
  const options = operandAt < 0 ? common.words : common.words.slice(0, operandAt);
  const rest = given.slice(options.length);
  const command = findCommand({ commands: program.commands, words: rest });
  if (!command) return { program, ...unknownCommand(rest[0] ? textOf(rest[0]) : "") };
  const { form, length } = command;
  return {
    program,
    form: { ...(program.hasOptionsAnywhere ? withCommonOptions({ program, form }) : form), ...startOf(program) },
    leading: [...leading, ...options.map(({ word }) => word), ...rest.slice(0, length)],
    options: common.options,
    words: rest.slice(length),
  };
}

function versionOf({ program, words }: { program: Program; words: ShellWord[] }): Found {
  return { program, form: {}, leading: words.map((word) => literalWord(textOf(word))), options: new Map(), words: [] };
}

function startOf({ startsIn }: Program): Form {
  return startsIn === undefined ? {} : { startsIn };
}

function withCommonOptions({ program, form }: { program: Program; form: Form }): Form {
  const flags = `${program.flags ?? ""} ${form.flags ?? ""}`;
  return { ...form, flags, options: { ...program.options, ...form.options } };
}

/** The longest name that fits; the empty name is a call without a subcommand. */
function findCommand({
  commands,
  words,
}: {
  commands: Record<string, Form>;
  words: ShellWord[];
}): { form: Form; length: number } | null {
  for (const length of [2, 1, 0]) {
    const named = words.slice(0, length);
    if (named.length < length || named.some(hasGlob)) continue;
    const key = named.map(textOf).join(" ");
    const form = Object.hasOwn(commands, key) ? commands[key] : undefined;
    if (form && (length > 0 || words.length === 0)) return { form, length };
  }
  return null;
}

function unknownCommand(name: string): Doubt {
  return {
    rule: "subcommand-not-allowed",
    reason: `The subcommand ${JSON.stringify(name.slice(0, 60))} is not among those known to only read.`,
  };
}

const onlyVersion: Doubt = {
  rule: "version-only",
  reason: "Of this program only the version may be asked, as in --version.",
};
