import type { Doubt } from "@/lib/policy/command/doubt";
import type { PathPattern } from "@/lib/policy/command/paths/path-pattern";
import type { ShellWord } from "@/lib/policy/command/shell/shell-word";

/** What one word may be: an option's value or an operand. */
export type Shape = {
  /** `read` and `list` are paths: the first shows contents, the second only names, sizes and dates. */
  is: "text" | "read" | "list";
  /** Ends a sentence such as "expects ...". */
  says: string;
  accepts: (text: string) => boolean;
  /** Only ever written as --name=value or -nvalue; the next word is not its value. */
  isOptional?: boolean;
};

/** The options of a call, as they were written, and its operands. */
export type Arguments = {
  /** Long and short options by their spelling, the last value of each; null for a flag. */
  options: Map<string, string | null>;
  operands: ShellWord[];
  /** The option words as they were written. */
  written: string[];
  /** Where a relative path may start, beside the home directory. */
  folders: PathPattern[];
  /** Whether something stands on its standard input: it is behind a pipe. */
  isFed: boolean;
};

/** How one program, or one of its subcommands, may be called. What is not listed is not allowed. */
export type Form = {
  /** Options without a value, separated by spaces, in every accepted spelling. */
  flags?: string;
  options?: Record<string, Shape>;
  /** Operands by position, then what every further one must be. */
  operands?: Shape[];
  more?: Shape;
  min?: number;
  /** With fewer operands than this the program reads its standard input. */
  readsInputBelow?: number;
  /** `words`: options are whole words with one dash, never combined. `plain`: there are none, every word is an operand. */
  style?: "getopt" | "words" | "plain";
  /** -5 means a number of lines. */
  hasNumberOption?: boolean;
  /** The option that names the directory in which relative paths start. */
  startsIn?: string;
  /** Options that turn an operand which is read into a tree that is read. */
  treeWith?: string[];
  /** Another form that holds when one of these options is given. */
  instead?: { when: string[]; form: Form };
  check?: (given: Arguments) => Doubt | null;
  /** Options added to what is sent, unless they are there. */
  enforce?: (given: Arguments) => string[];
};

/** One row of the table. */
export type Program = Form & {
  names: string;
  /** What it does, as a sentence for the person who reads the verdict. */
  does: string;
  /** Why it ends. */
  bound: string;
  /** Subcommands, by one or two words. */
  commands?: Record<string, Form>;
  /** Whether the program's own options may stand behind the subcommand as well. */
  hasOptionsAnywhere?: boolean;
  /** Words that always follow the name in what is sent. */
  prefix?: string[];
  pass: string[];
  fail: string[];
};
