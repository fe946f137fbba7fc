import { readFileSync } from "node:fs";
import { AppError } from "@/lib/core/app-error";
import { parseStrictJson } from "@/lib/core/parse-strict-json";
import { UsageError } from "./usage-error";

/** An option's JSON, as it stands or in the file that it names; null for an empty one, undefined for none. */
export function readJsonOption(option: string, given: string | undefined): unknown {
  if (given === undefined) return undefined;
  if (given === "") return null;
  const json = given.trimStart().startsWith("{") ? given : readFile(option, given);
  try {
    return parseStrictJson(json);
  } catch (error) {
    const reason = error instanceof AppError ? error.detail.replace(/^The body/, "it") : "it is no JSON.";
    throw new UsageError(`${option}: ${reason}`, { cause: error });
  }
}

function readFile(option: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new UsageError(`${option}: the file '${file}' cannot be read${code}.`, { cause: error });
  }
}
