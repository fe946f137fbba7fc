import { AppError } from "./app-error";

type Frame = { kind: "object"; keys: Set<string>; key: string | null } | { kind: "array"; index: number };

export const nestingMax = 64;
// A string is unrolled, and one that never closes goes to the end, so that no text is ever looked at twice: a megabyte
// of escaped quotes would else take minutes. Anything else by its first character.
const token = /"[^"\\]*(?:\\.?[^"\\]*)*("?)|[{}[\]:,]|[^\s{}[\]:,"]+/gs;

/**
 * Parses JSON and refuses what `JSON.parse` would silently bend: a key given twice, `__proto__`, deep nesting, NUL and
 * lone surrogates (which Postgres cannot keep), whole numbers that lose digits. Source: RFC 7493 (I-JSON), sections 2.1-2.3.
 * Throws `invalid_json` with the path of the fault.
 */
export function parseStrictJson(text: string): unknown {
  scan(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fault("", `is not JSON: ${placeOf(String(error))}`, error);
  }
}

/** What V8 says of the place: it names a position, or the character that it did not expect, or the end. */
function placeOf(message: string): string {
  const position = /at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  if (position) return `the fault is at character ${position}`;
  const character = /^SyntaxError: Unexpected token '([!-~])',/.exec(message)?.[1];
  if (character) return `'${character}' is out of place`;
  return message.includes("end of JSON") ? "it ends too early" : "it begins with none of JSON's values";
}

/** One pass over the tokens, without recursion. It judges only what is JSON; the rest is left for JSON.parse. */
function scan(text: string): void {
  const stack: Frame[] = [];
  for (const [part, quote] of text.matchAll(token)) {
    const frame = stack.at(-1);
    switch (part[0]) {
      case "{":
        push(stack, { kind: "object", keys: new Set(), key: null });
        break;
      case "[":
        push(stack, { kind: "array", index: 0 });
        break;
      case "}":
      case "]":
        stack.pop();
        break;
      case ",":
        if (frame?.kind === "array") frame.index++;
        else if (frame) frame.key = null;
        break;
      case '"':
        if (quote === "") return;
        if (frame?.kind === "object" && frame.key === null) enterKey({ stack, frame, part });
        else checkText({ stack, part });
        break;
      default:
        if (/^-?\d/.test(part)) checkNumber({ stack, part });
    }
  }
}

function push(stack: Frame[], frame: Frame): void {
  if (stack.length >= nestingMax) throw fault("", `is nested more than ${nestingMax} levels deep`);
  stack.push(frame);
}

function enterKey({ stack, frame, part }: { stack: Frame[]; frame: Frame & { kind: "object" }; part: string }): void {
  const key = checkText({ stack, part });
  frame.key = key;
  if (key === "__proto__") throw fault(pathOf(stack), "is a name that is not allowed");
  if (frame.keys.has(key)) throw fault(pathOf(stack), "is given twice");
  frame.keys.add(key);
}

/** The text of a string token. Only an escape can bring in what UTF-8 itself does not allow. */
function checkText({ stack, part }: { stack: Frame[]; part: string }): string {
  if (!part.includes("\\")) return part.slice(1, -1);
  let text: string;
  try {
    text = JSON.parse(part);
  } catch (error) {
    throw fault(pathOf(stack), "holds an escape that JSON does not know", error);
  }
  if (text.includes("\0")) throw fault(pathOf(stack), "holds a NUL character, which cannot be stored");
  if (!text.isWellFormed()) throw fault(pathOf(stack), "holds half of a surrogate pair, which is not a character");
  return text;
}

function checkNumber({ stack, part }: { stack: Frame[]; part: string }): void {
  const value = Number(part);
  const losesDigits = /^-?\d+$/.test(part) ? !Number.isSafeInteger(value) : !Number.isFinite(value);
  if (losesDigits) throw fault(pathOf(stack), "is a number too large to keep exactly; send it as a string");
}

function pathOf(stack: Frame[]): string {
  return stack
    .map((frame) =>
      frame.kind === "array" ? `[${frame.index}]` : frame.key === null ? "" : `.${frame.key.slice(0, 100)}`,
    )
    .join("")
    .replace(/^\./, "");
}

function fault(path: string, message: string, cause?: unknown): AppError {
  return new AppError({
    code: "invalid_json",
    detail: `${path === "" ? "The body" : `'${path}'`} ${message}.`,
    errors: [{ path, message }],
    cause,
  });
}
