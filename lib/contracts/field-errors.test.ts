import { expect, it } from "vitest";
import { z } from "zod";
import { fieldErrors } from "./field-errors";
import { FlowAuth } from "./flow";
import { FlowReport } from "./flow-binding";

const errorsOf = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : fieldErrors({ error: parsed.error, under: "" });
};

it.each<[string, z.ZodType, unknown, string, string]>([
  ["an unknown status", FlowReport, { status: "done" }, "status", "must be one of: progress, succeeded, failed"],
  ["no status", FlowReport, {}, "status", "must be one of: progress, succeeded, failed"],
  ["a status that is no text", FlowReport, { status: 1 }, "status", "must be one of: progress, succeeded, failed"],
  ["an unknown kind", FlowAuth, { kind: "digest" }, "kind", "must be one of: none, header, basic, bearer, jwt"],
  [
    "one further down",
    z.object({ steps: z.array(FlowReport) }),
    { steps: [{ status: "failed", error: "no" }, { status: "done" }] },
    "steps[1].status",
    "must be one of: progress, succeeded, failed",
  ],
])("names what a union tells its members apart by, given %s", (_, schema, value, path, message) => {
  expect(errorsOf(schema, value)).toEqual([{ path, message }]);
});
