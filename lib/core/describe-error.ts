export type ErrorFacts = {
  type: string;
  code?: string;
  message: string;
  stack?: string;
  cause?: unknown;
};

const causesMax = 5;

/**
 * An error as the log keeps it: what failed and where, without the values it failed with. Drizzle's message ends with
 * every parameter, and drivers hang the query, its parameters and the refused row on their errors as fields.
 */
export function describeError(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error)) return depth < causesMax ? describeErrorsIn(thrown, depth) : undefined;
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
  const frames = framesOf(thrown);
  return {
    type: thrown.name === "Error" ? thrown.constructor.name : thrown.name,
    ...(code !== undefined && { code }),
    message: withoutValues({ message: thrown.message, code }),
    ...(frames && { stack: frames }),
    ...(thrown.cause !== undefined && depth < causesMax && { cause: describeError(thrown.cause, depth + 1) }),
  } satisfies ErrorFacts;
}

/** Libraries log an error inside an object of theirs. */
function describeErrorsIn(thrown: unknown, depth: number): unknown {
  if (typeof thrown !== "object" || thrown === null || Array.isArray(thrown)) return thrown;
  return Object.fromEntries(
    Object.entries(thrown).map(([name, value]) => [
      name,
      value instanceof Error ? describeError(value, depth + 1) : value,
    ]),
  );
}

/** Class 22 of Postgres (a value that does not fit) quotes the value at the end. Source: its manual, appendix A. */
function withoutValues({ message, code }: { message: string; code: string | undefined }): string {
  const withoutParameters = message.split("\nparams:", 1)[0] ?? "";
  return code && /^22[0-9A-Z]{3}$/.test(code) ? (withoutParameters.split(': "', 1)[0] ?? "") : withoutParameters;
}

/** The stack begins with the message, of whose lines none may look like a frame to us. */
function framesOf({ stack, message }: Error): string {
  if (!stack) return "";
  const at = stack.indexOf(message);
  return at === -1 ? "" : stack.slice(at + message.length).trim();
}
