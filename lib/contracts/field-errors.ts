import type { z } from "zod";
import type { FieldError } from "@/lib/core/app-error";

const errorsMax = 20;

/** A schema's complaints as paths a caller can find (`inputs.tags[0]`), an unknown field under its own name. */
export function fieldErrors({ error, under }: { error: z.ZodError; under: string }): FieldError[] {
  return error.issues
    .flatMap((issue) => {
      if (issue.code !== "unrecognized_keys") {
        return [{ path: pathOf({ under, path: issue.path }), message: issue.message }];
      }
      return issue.keys.map((key) => ({
        path: pathOf({ under, path: [...issue.path, key] }),
        message: "is not a known field",
      }));
    })
    .slice(0, errorsMax);
}

function pathOf({ under, path }: { under: string; path: readonly PropertyKey[] }): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part).slice(0, 100)}`)).join("");
  return under === "" ? text.replace(/^\./, "") : under + text;
}
