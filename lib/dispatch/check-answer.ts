import type { AnswerRequest } from "@/lib/contracts/job-question";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError, type FieldError } from "@/lib/core/app-error";
import { compileJsonSchema } from "@/lib/policy/json-schema";

const contentCharsMax = 16 * 1024;

type CheckAnswerInput = { schema: JsonObject | null; request: AnswerRequest };

/** The content of an answer as the question's schema has it; null unless it accepts. Throws `invalid_request` naming each field. */
export function checkAnswer({ schema, request: { action, content } }: CheckAnswerInput): JsonObject | null {
  if (action !== "accept") {
    if (content !== undefined) throw invalid([{ path: "content", message: "is only for accept" }]);
    return null;
  }
  const given = content ?? {};
  if (JSON.stringify(given).length > contentCharsMax) {
    throw invalid([{ path: "content", message: `must be at most ${contentCharsMax} characters of JSON` }]);
  }
  // What was asked for is all that goes on to whoever asked.
  const asked = { ...(schema ?? { type: "object", properties: {} }), additionalProperties: false };
  const faults = compileJsonSchema(asked)(given);
  if (faults.length > 0) throw invalid(faults.map(({ path, message }) => ({ path: `content${path}`, message })));
  return given;
}

function invalid(errors: FieldError[]): AppError {
  return new AppError({
    code: "invalid_request",
    detail: `The answer is not valid: '${errors[0]?.path}' ${errors[0]?.message}.`,
    hint: "The question's schema says what content must be.",
    errors,
  });
}
