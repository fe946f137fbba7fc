import type { Doubt } from "./doubt";
import type { Form, Shape } from "./programs/program";
import { hasGlob, literalWord, type ShellWord, textOf } from "./shell/shell-word";

/** A word of a call with what it turned out to be. */
export type ReadWord = {
  word: ShellWord;
  role: "option" | "value" | "operand" | "end";
  shape: Shape | null;
};

export type ReadArguments = { words: ReadWord[]; options: Map<string, string | null> };

type ReadArgumentsInput = {
  words: ShellWord[];
  form: Form;
  /** Stop at the first operand: what follows is a subcommand. */
  stopsAtOperand?: boolean;
};

/**
 * Tells options, values and operands apart by the form's own list. A spelling that is not listed, an abbreviation, or
 * a value of the wrong shape is a doubt; so programs are never trusted to refuse what they do not know.
 */
export function readArguments({ words, form, stopsAtOperand = false }: ReadArgumentsInput): ReadArguments | Doubt {
  const flags = new Set(form.flags?.split(/\s+/).filter(Boolean));
  const state: State = { form, flags, options: new Map(), words: [], operands: 0 };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const text = textOf(word);
    if (text === "--" && (form.style ?? "getopt") === "getopt") {
      state.words.push({ word, role: "end", shape: null });
      for (const operand of words.slice(at + 1)) {
        const doubt = takeOperand(state, operand);
        if (doubt) return doubt;
      }
      break;
    }
    if (!isOption({ text, form, flags })) {
      if (stopsAtOperand) {
        state.words.push(...words.slice(at).map((rest): ReadWord => ({ word: rest, role: "operand", shape: null })));
        break;
      }
      const doubt = takeOperand(state, word);
      if (doubt) return doubt;
      continue;
    }
    const taken = takeOption({ state, text, next: words[at + 1] });
    if (typeof taken !== "number") return taken;
    at += taken;
  }
  return { words: state.words, options: state.options };
}

type State = { form: Form; flags: Set<string>; options: ReadArguments["options"]; words: ReadWord[]; operands: number };

function isOption({ text, form, flags }: { text: string; form: Form; flags: Set<string> }): boolean {
  if (form.style === "plain") return false;
  if (form.style === "words") return flags.has(text) || form.options?.[text] !== undefined || /^[-+]./.test(text);
  return text.startsWith("-") && text !== "-";
}

function takeOperand(state: State, word: ShellWord): Doubt | null {
  const { form } = state;
  const shape = form.operands?.[state.operands] ?? form.more;
  const text = textOf(word);
  if (shape === undefined) {
    return { rule: "operand-not-allowed", reason: `The word ${show(text)} is one too many here; leave it out.` };
  }
  // A text that begins with a dash behind -- is read as an option by programs that look twice.
  if (!shape.accepts(text)) return { rule: "operand-shape", reason: `The word ${show(text)} is not ${shape.says}.` };
  state.operands++;
  state.words.push({ word: shape.is === "text" ? literalWord(text) : word, role: "operand", shape });
  return null;
}

/** How many further words the option takes. */
function takeOption({
  state,
  text,
  next,
}: {
  state: State;
  text: string;
  next: ShellWord | undefined;
}): number | Doubt {
  const { form, flags } = state;
  if (form.hasNumberOption && /^-\d{1,9}$/.test(text))
    return keep({ state, text, name: "-NUMBER", value: text.slice(1) });
  if (flags.has(text)) return keep({ state, text, name: text, value: null });
  const whole = form.options?.[text];
  if (whole) return takeValue({ state, text, name: text, shape: whole, next });
  const equals = text.indexOf("=");
  if ((text.startsWith("--") || form.style === "words") && equals > 0) {
    const name = text.slice(0, equals);
    const shape = form.options?.[name];
    return shape ? checkedValue({ state, text, name, shape, value: text.slice(equals + 1) }) : unknown(name);
  }
  if (text.startsWith("--") || form.style === "words") return unknown(text);
  return takeCluster({ state, text, next });
}

/** -abn5 or -abn 5: flags, and at most one option with a value at the end. */
function takeCluster({
  state,
  text,
  next,
}: {
  state: State;
  text: string;
  next: ShellWord | undefined;
}): number | Doubt {
  const { form, flags, options } = state;
  for (let at = 1; at < text.length; at++) {
    const name = `-${text.charAt(at)}`;
    const shape = form.options?.[name];
    if (shape) {
      const value = text.slice(at + 1);
      return value === ""
        ? takeValue({ state, text, name, shape, next })
        : checkedValue({ state, text, name, shape, value });
    }
    if (!flags.has(name)) return unknown(name);
    options.set(name, null);
  }
  return keep({ state, text, name: `-${text.charAt(text.length - 1)}`, value: null });
}

type Value = { state: State; text: string; name: string; shape: Shape };

function takeValue({ state, text, name, shape, next }: Value & { next: ShellWord | undefined }): number | Doubt {
  if (shape.isOptional) return keep({ state, text, name, value: null });
  if (next === undefined) return { rule: "option-value", reason: `The option ${name} needs a value: ${shape.says}.` };
  const value = textOf(next);
  if (!shape.accepts(value)) return wrongValue({ name, shape, value });
  keep({ state, text, name, value });
  state.words.push({ word: literalWord(value), role: "value", shape });
  return 1;
}

function checkedValue({ state, text, name, shape, value }: Value & { value: string }): number | Doubt {
  if (!shape.accepts(value)) return wrongValue({ name, shape, value });
  if (shape.is === "read") return { rule: "option-value", reason: `Write the path of ${name} as a word of its own.` };
  return keep({ state, text, name, value });
}

function keep({ state, text, name, value }: { state: State; text: string; name: string; value: string | null }): 0 {
  state.options.set(name, value);
  state.words.push({ word: literalWord(text), role: "option", shape: null });
  return 0;
}

function wrongValue({ name, shape, value }: { name: string; shape: Shape; value: string }): Doubt {
  return { rule: "option-value", reason: `The value ${show(value)} of ${name} is not ${shape.says}.` };
}

function unknown(name: string): Doubt {
  return { rule: "option-not-allowed", reason: `The option ${show(name)} is not among those known to be harmless.` };
}

function show(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}

/** Whether a word may still be expanded by the shell where it stands. */
export function staysGlob({ word, shape }: ReadWord): boolean {
  return hasGlob(word) && shape !== null && shape.is !== "text";
}
