import { parseOutput } from "@/lib/policy/parse-output";
import type { RawAnswer } from "./flow-reply";
import { hideSecrets } from "./hide-secrets";

export type FlowBody =
  | { kind: "empty" }
  | { kind: "json"; value: unknown }
  | { kind: "text"; text: string }
  /** A whole HTML page. */
  | { kind: "page"; text: string }
  | { kind: "unreadable"; why: "not JSON, or nested too deep" | "not text" };

export type FlowAnswer = {
  status: number;
  headers: Record<string, string>;
  body: FlowBody;
  /** The beginning of the body, for the log alone. */
  excerpt: string;
};

const excerptCharsMax = 500;
const htmlPage = /^\s*(?:<!--[\s\S]{0,2000}?-->\s*)?(?:<!doctype html|<html)[\s>]/i;
const jsonType = /^application\/(?:[\w.+-]+\+)?json\b/i;
/** Control characters that no text has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const binary = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

/** Reads an answer's body as what it says that it is, with our own credentials taken out wherever they stand. */
export function readAnswer({ raw, secrets }: { raw: RawAnswer; secrets: readonly string[] }): FlowAnswer {
  const { status, headers } = raw;
  const decoded = decode(raw.body);
  const text = decoded === null ? null : hideSecrets({ text: decoded, secrets });
  const shown = text ?? hideSecrets({ text: raw.body.toString("latin1"), secrets });
  return { status, headers, body: bodyOf({ text, type: headers["content-type"] ?? "" }), excerpt: excerptOf(shown) };
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function bodyOf({ text, type }: { text: string | null; type: string }): FlowBody {
  if (text === null) return { kind: "unreadable", why: "not text" };
  if (text.trim() === "") return { kind: "empty" };
  if (htmlPage.test(text)) return { kind: "page", text };
  if (!jsonType.test(type)) {
    return binary.test(text) ? { kind: "unreadable", why: "not text" } : { kind: "text", text };
  }
  const value = parseOutput(text);
  return value === undefined ? { kind: "unreadable", why: "not JSON, or nested too deep" } : { kind: "json", value };
}

/** Safe to look at in a terminal: no line break, no control or invisible character as it is. */
function excerptOf(text: string): string {
  return text
    .slice(0, excerptCharsMax)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .slice(0, excerptCharsMax);
}
