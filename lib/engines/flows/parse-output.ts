import { cleanJson } from "@/lib/policy/clean-json";

/**
 * What a flow answered, parsed from JSON and cleaned for the database, or `undefined` when it is none or nested too deep:
 * the flow has run, so its answer is worth more than its form.
 */
export function parseOutput(text: string): unknown {
  try {
    return cleanJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}
