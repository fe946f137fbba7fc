import type { z } from "zod";
import { fieldErrors } from "@/lib/contracts/field-errors";
import { UsageError } from "./usage-error";

type ReadRequestInput<Schema extends z.ZodType> = {
  schema: Schema;
  value: unknown;
  /** The option that gives a field; null for one whose name is the field's. */
  optionOf(path: string): string | null;
};

/** What the options come to, as `schema` says it should be. Throws a UsageError that names the option that is wrong. */
export function readRequest<Schema extends z.ZodType>({ schema, value, optionOf }: ReadRequestInput<Schema>) {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = fieldErrors({ error: parsed.error, under: "" });
  const path = first?.path ?? "";
  throw new UsageError(
    `${optionOf(path) ?? `--${path.replace(/^\w+/, (name) => name.replaceAll("_", "-"))}`} ${first?.message}`,
  );
}
