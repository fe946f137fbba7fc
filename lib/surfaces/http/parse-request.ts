import type { z } from "zod";
import { fieldErrors } from "@/lib/contracts/field-errors";
import { AppError } from "@/lib/core/app-error";

/** What came in, as `schema` says it should be; throws `invalid_request` naming each field that is not. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors({ error: parsed.error, under: "" });
  const allowed = "shape" in schema ? Object.keys(schema.shape as object) : [];
  const first = errors[0];
  throw new AppError({
    code: "invalid_request",
    detail: `The request is not valid: ${first?.path ? `'${first.path}' ` : ""}${first?.message}.`,
    ...(allowed.length > 0 && { hint: `Its fields are: ${allowed.join(", ")}.` }),
    errors,
  });
}

/** The query of a URL, each name at most once but for those that are lists, as `schema` says it should be. */
export function parseQuery<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  lists: string[] = [],
): z.output<Schema> {
  const query: Record<string, string | string[]> = {};
  const { searchParams } = new URL(request.url);
  for (const [name, value] of searchParams) {
    if (lists.includes(name)) {
      query[name] = searchParams.getAll(name);
      continue;
    }
    if (Object.hasOwn(query, name) || name === "__proto__") {
      throw new AppError({ code: "invalid_request", detail: `The query gives '${name.slice(0, 100)}' twice.` });
    }
    query[name] = value;
  }
  return parseRequest(schema, query);
}
