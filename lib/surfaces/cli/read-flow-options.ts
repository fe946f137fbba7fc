import type { Call } from "./command";
import { parseOptions } from "./parse-options";
import { readFlowAuth } from "./read-flow-auth";
import { readJsonOption } from "./read-json-option";
import { UsageError } from "./usage-error";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const plain = { intent: text, backend: text, method: text, reply: text, title: text, description: text, effects: text };
const options = {
  ...plain,
  target: text,
  "timeout-s": text,
  "attempts-max": text,
  enabled: text,
  "input-schema": text,
  "output-schema": text,
  example: text,
  auth: text,
  "secret-env": text,
  "secret-stdin": flag,
};

type Read = {
  /** The word that names a flow. */
  flow: string | undefined;
  /** The fields of a request that were given; whether they fit is for its schema to say. */
  value: Record<string, unknown>;
};

/** What `flow:add` and `flow:edit` were told. Throws a UsageError that names the option that is wrong. */
export async function readFlowOptions(call: Call): Promise<Read> {
  const { values, positionals } = parseOptions({ args: call.args, options, takesWords: true });
  const [flow, excess] = positionals;
  if (excess !== undefined) throw new UsageError(`'${excess}' is one word too many.`);
  const { "secret-env": secretEnv, "secret-stdin": isOnInput = false, auth, ...given } = values;
  const read = {
    ...Object.fromEntries(Object.keys(plain).map((name) => [name, given[name as keyof typeof plain]])),
    target: given.target === "" ? null : given.target,
    timeout_s: given["timeout-s"] === "" ? null : readNumber("--timeout-s", given["timeout-s"]),
    attempts_max: readNumber("--attempts-max", given["attempts-max"]),
    enabled: readSwitch("--enabled", given.enabled),
    input_schema: readJsonOption("--input-schema", given["input-schema"]),
    output_schema: readJsonOption("--output-schema", given["output-schema"]),
    example: readJsonOption("--example", given.example),
    auth: await readFlowAuth({ auth, secretEnv, isOnInput, call }),
  };
  return { flow, value: Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) };
}

const secretFields = new Set(["auth.value", "auth.password", "auth.token", "auth.secret"]);

/** The option that gives a field of a binding. */
export function flowOptionOf(path: string): string {
  if (secretFields.has(path)) return "The secret";
  return `--${(path.split(/[.[]/)[0] ?? "").replaceAll("_", "-")}`;
}

function readNumber(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given);
  throw new UsageError(`${option} must be a number`);
}

function readSwitch(option: string, given: string | undefined): boolean | undefined {
  if (given === undefined) return undefined;
  if (given === "true" || given === "false") return given === "true";
  throw new UsageError(`${option} must be true or false`);
}
