import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { JsonObject } from "@/lib/contracts/json";
import type { FieldError } from "@/lib/core/app-error";

const errorsMax = 20;

/**
 * A check against a JSON Schema (2020-12) that somebody outside wrote: the paths and complaints, none when it fits.
 * `format` and unknown keywords are notes, as the standard has it. Throws for a schema that is none.
 */
export function compileJsonSchema(schema: JsonObject): (value: unknown) => FieldError[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false });
  // Ajv's own `$async` would make the check a promise, which is true whatever it comes to.
  const { $schema: _, $async: __, ...body } = schema;
  const validate: ValidateFunction = ajv.compile(body);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).slice(0, errorsMax).map(fieldError));
}

function fieldError({ instancePath, keyword, params, message }: ErrorObject): FieldError {
  const path = instancePath
    .replaceAll(/\/(\d+)(?=\/|$)/g, "[$1]")
    .replaceAll("/", ".")
    .replaceAll("~1", "/");
  const named = (name: unknown) => `${path}.${String(name).slice(0, 100)}`;
  switch (keyword) {
    case "required":
      return { path: named(params.missingProperty), message: "is missing" };
    case "additionalProperties":
    case "unevaluatedProperties":
      return { path: named(params.additionalProperty ?? params.unevaluatedProperty), message: "is not a known field" };
    case "enum":
      return {
        path,
        message: `must be one of: ${(params.allowedValues as unknown[]).map(String).join(", ").slice(0, 500)}`,
      };
    default:
      return { path, message: message ?? "is not valid" };
  }
}
