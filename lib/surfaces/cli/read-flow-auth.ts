import type { Call } from "./command";
import { UsageError } from "./usage-error";

type ReadFlowAuthInput = {
  auth: string | undefined;
  secretEnv: string | undefined;
  isOnInput: boolean;
  call: Pick<Call, "readVariable" | "readInput">;
};

/**
 * The credentials that `--auth` names, with their secret from where the command says it is: never from the command
 * itself, which other users see and the shell remembers. Undefined without `--auth`.
 */
export async function readFlowAuth({ auth, ...source }: ReadFlowAuthInput): Promise<object | undefined> {
  const hasSource = source.secretEnv !== undefined || source.isOnInput;
  if (auth === undefined && !hasSource) return undefined;
  const [, kind, argument] = /^([^:]*)(?::(.*))?$/s.exec(auth ?? "") ?? [];
  switch (kind) {
    case "none":
      if (hasSource) throw new UsageError("--auth none has no secret.");
      return { kind };
    case "header":
      return { kind, name: needed(argument, "header:NAME"), value: await readSecret(source) };
    case "basic":
      return { kind, username: needed(argument, "basic:USERNAME"), password: await readSecret(source) };
    case "bearer":
      if (argument !== undefined)
        throw new UsageError("--auth bearer takes nothing more: give the token as the secret.");
      return { kind, token: await readSecret(source) };
    case "jwt":
      return { kind, ...(argument && { algorithm: argument }), secret: await readSecret(source) };
    default:
      throw new UsageError("--auth must be none, header:NAME, basic:USERNAME, bearer or jwt:ALGORITHM");
  }
}

function needed(argument: string | undefined, form: string): string {
  if (argument) return argument;
  throw new UsageError(`--auth must be ${form}`);
}

async function readSecret({ secretEnv, isOnInput, call }: Omit<ReadFlowAuthInput, "auth">): Promise<string> {
  if (secretEnv !== undefined && isOnInput) throw new UsageError("--secret-env and --secret-stdin: give one of them.");
  if (secretEnv !== undefined) {
    const secret = call.readVariable(secretEnv);
    if (secret) return secret;
    throw new UsageError(`--secret-env: the variable '${secretEnv}' is not set, or empty.`);
  }
  if (!isOnInput) throw new UsageError("--auth needs its secret: --secret-env NAME or --secret-stdin");
  const secret = (await call.readInput()).replace(/\r?\n$/, "");
  if (secret) return secret;
  throw new UsageError("--secret-stdin: standard input is empty.");
}
