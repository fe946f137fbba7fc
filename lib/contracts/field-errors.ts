import type { z } from "zod";
import type { FieldError } from "@/lib/core/app-error";

const errorsMax = 20;

/**
 * A schema's complaints as paths a caller can find (`inputs.tags[0]`), in words for people. Unknown fields come first
 * and under their own names: a misspelt one is often why another is missing.
 */
export function fieldErrors({ error, under }: { error: z.ZodError; under: string }): FieldError[] {
  const unknown = error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          path: pathOf({ under, path: [...issue.path, key] }),
          message: "is not a known field",
        }))
      : [],
  );
  const others = error.issues
    .filter((issue) => issue.code !== "unrecognized_keys")
    .map((issue) => ({ path: pathOf({ under, path: issue.path }), message: messageOf(issue) }));
  return [...unknown, ...others].slice(0, errorsMax);
}

const typeNames: Record<string, string> = {
  record: "an object",
  object: "an object",
  array: "a list",
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

/** zod's own words speak to its user, not to ours; a schema's own message is kept. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) {
    if (issue.message.endsWith("received undefined")) return "is missing";
    return `must be ${typeNames[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === "too_small" && issue.message.startsWith("Too small")) {
    return issue.minimum === 1 && issue.origin !== "number"
      ? "must not be empty"
      : `must be at least ${issue.minimum}${unitOf(issue)}`;
  }
  if (issue.code === "too_big" && issue.message.startsWith("Too big")) {
    return `must be at most ${issue.maximum}${unitOf(issue)}`;
  }
  if (issue.code === "invalid_value") return `must be one of: ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_union" && "options" in issue && issue.options)
    return `must be one of: ${issue.options.map(String).join(", ")}`;
  return issue.message;
}

function unitOf({ origin }: { origin: string }): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " items" : "";
}

function pathOf({ under, path }: { under: string; path: readonly PropertyKey[] }): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part).slice(0, 100)}`)).join("");
  return under === "" ? text.replace(/^\./, "") : under + text;
}
