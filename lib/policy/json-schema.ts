import { createHash } from "node:crypto";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { RE2JS } from "re2js";
import type { JsonObject } from "@/lib/contracts/json";
import type { FieldError } from "@/lib/core/app-error";
import { globalState } from "@/lib/core/global-state";
import { schemaCost } from "./schema-cost";

type Check = (value: unknown) => FieldError[];

const keptMax = 300;
/** Beyond these, compiling or checking could hold up the process for seconds, or for ever. */
const nodesMax = 600;
const stepsMax = 10_000;

/**
 * A check against a JSON Schema (2020-12) that somebody outside wrote: the first complaint, none when it fits. `format`
 * and unknown keywords are notes, as the standard has it; patterns are matched in linear time (RE2), so that none can
 * hold up the process. Throws for a schema that is none. Compiled once, and kept for as long as it is among the last 300.
 */
export function compileJsonSchema(schema: JsonObject): Check {
  const kept = globalState("json-schemas", () => new Map<string, Check>());
  const name = createHash("sha256").update(JSON.stringify(schema)).digest("base64url");
  const check = kept.get(name) ?? compile(schema);
  // The last used one goes last.
  kept.delete(name);
  kept.set(name, check);
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size > keptMax) kept.delete(oldest);
  return check;
}

function compile(schema: JsonObject): Check {
  const { nodes, steps } = schemaCost(schema);
  if (nodes > nodesMax || steps > stepsMax) throw new Error("the schema is too large to check by");
  const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false, code: { regExp: linear } });
  // Ajv's own `$async` would make the check a promise, which is true whatever it comes to.
  const { $schema: _, $async: __, ...body } = schema;
  const validate: ValidateFunction = ajv.compile(body);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).slice(0, 1).map(fieldError));
}

/** Throws for what RE2 leaves out: look-around and back references, which cannot be matched in linear time. */
function linear(pattern: string) {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  // Ajv tells patterns apart by this.
  return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern };
}
linear.code = "linear";

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
    case "enum": {
      const values = (params.allowedValues as unknown[]).map((value) => JSON.stringify(value));
      return { path, message: `must be one of: ${values.join(", ").slice(0, 500)}` };
    }
    default:
      return { path, message: message ?? "is not valid" };
  }
}
