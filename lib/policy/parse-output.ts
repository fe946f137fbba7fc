const nestingMax = 64;
/** NUL, surrogates and `__proto__`, also when a part of it is written as an escape. */
const suspicious = /__proto__|\\u(?:0000|d[89a-f]|005f)/i;

/**
 * What another party answered, parsed from JSON, or `undefined` when it is none or nested too deep. Characters that a database
 * cannot keep are replaced, and `__proto__` is left out: it has run, so its answer is worth more than its form.
 */
export function parseOutput(text: string): unknown {
  if (isDeep(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return suspicious.test(text) ? clean(value) : value;
}

/** Counts brackets outside of strings, because serialising again would recurse. */
function isDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (isInString) {
      if (character === 0x5c) index++;
      else if (character === 0x22) isInString = false;
    } else if (character === 0x22) isInString = true;
    else if (character === 0x5b || character === 0x7b) {
      if (++depth > nestingMax) return true;
    } else if (character === 0x5d || character === 0x7d) depth--;
  }
  return false;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== "__proto__");
  return Object.fromEntries(entries.map(([name, inner]) => [cleanText(name), clean(inner)]));
}

function cleanText(text: string): string {
  return text.replaceAll("\0", "\ufffd").toWellFormed();
}
