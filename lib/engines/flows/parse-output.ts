import { cleanJson } from "@/lib/policy/clean-json";

const nestingMax = 64;
/** NUL, surrogates and `__proto__`, also when a part of it is written as an escape. */
const suspicious = /__proto__|\\u(?:0000|d[89a-f]|005f)/i;

/**
 * What a flow answered, parsed from JSON, or `undefined` when it is none or nested too deep. Characters that a database
 * cannot keep are replaced, and `__proto__` is left out: the flow has run, so its answer is worth more than its form.
 */
export function parseOutput(text: string): unknown {
  if (isDeep(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return suspicious.test(text) ? cleanJson(value) : value;
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
