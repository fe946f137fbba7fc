import type { Call } from "./command";
import { UsageError } from "./usage-error";

type ReadNamedSecretsInput = {
  option: string;
  /** `NAME=VARIABLE` each, or `NAME=-` for standard input. */
  given: string[] | undefined;
  call: Pick<Call, "readVariable" | "readInput">;
};

/** Secrets by their names, each from a variable of the environment or from standard input: other users see commands. */
export async function readNamedSecrets({ option, given = [], call }: ReadNamedSecretsInput) {
  const secrets: Record<string, string> = {};
  for (const text of given) {
    const [, name = "", source = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (name === "" || source === "")
      throw new UsageError(`${option} must be NAME=VARIABLE, or NAME=- for standard input`);
    if (Object.hasOwn(secrets, name)) throw new UsageError(`${option}: '${name}' is given twice.`);
    secrets[name] = await readSecret({ option, source, call });
  }
  return secrets;
}

async function readSecret({ option, source, call }: Omit<ReadNamedSecretsInput, "given"> & { source: string }) {
  const secret = source === "-" ? (await call.readInput()).replace(/\r?\n$/, "") : call.readVariable(source);
  if (secret) return secret;
  const what = source === "-" ? "standard input is empty" : `the variable '${source}' is not set, or empty`;
  throw new UsageError(`${option}: ${what}.`);
}
