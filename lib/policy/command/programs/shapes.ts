import type { Shape } from "./program";

const text = (says: string, accepts: Shape["accepts"] = () => true): Shape => ({ is: "text", says, accepts });

/** What words may be; every option's value and every operand of the table is one of these. */
export const shape = {
  read: { is: "read", says: "a file to read", accepts: (value) => value !== "" },
  list: { is: "list", says: "a path", accepts: (value) => value !== "" },
  text: text("a text"),
  name: text("a name", (value) => /^[\w.:@%+/=\\-]+$/.test(value) && !value.startsWith("-")),
  names: text("names separated by commas", (value) => /^[\w.:@%+/,*-]+$/.test(value) && !value.startsWith("-")),
  host: text("a host name or address", (value) => /^[A-Za-z0-9_][A-Za-z0-9_.:%-]*$|^::[0-9A-Fa-f:.]*$/.test(value)),
  pid: text("process numbers", (value) => /^\d+([, ]\d+)*$/.test(value)),
  time: text("a time", (value) => /^[\w :.,+@/-]+$/.test(value) && !value.startsWith("--")),
  interval: text(
    "a number of seconds, 60 at most",
    (value) => /^\d{1,2}(\.\d{1,3})?$/.test(value) && Number(value) <= 60,
  ),
  signedNumber: text("a number", (value) => /^[+-]?\d{1,12}[bkKMGTPE]?B?$/.test(value)),
  number: text("a number", (value) => /^\d{1,12}$/.test(value)),
  size: text("a size", (value) => /^'?\d{0,12}[KMGTPEZY]?i?B?$|^(human-readable|si)$/.test(value)),
  upTo: (max: number) =>
    text(`a number from 1 to ${max}`, (value) => /^\d{1,9}$/.test(value) && Number(value) >= 1 && Number(value) <= max),
  oneOf: (words: string) => text(`one of ${words}`, (value) => words.split(" ").includes(value)),
  like: (pattern: RegExp, says: string) => text(says, (value) => pattern.test(value)),
  /** A value that is only ever attached. */
  attached: (inner: Shape): Shape => ({ ...inner, isOptional: true }),
} satisfies Record<string, Shape | ((...input: never[]) => Shape)>;
