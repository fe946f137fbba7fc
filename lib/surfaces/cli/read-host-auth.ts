import { readFileSync } from "node:fs";
import type { Call } from "./command";
import { UsageError } from "./usage-error";

type ReadHostAuthInput = {
  keyFile: string | undefined;
  passphraseEnv: string | undefined;
  agentSocket: string | undefined;
  call: Pick<Call, "readVariable">;
};

/**
 * How a host is to know us: with the private key in a file, which is stored encrypted, or with an agent. Neither key nor
 * passphrase is ever part of the command, which other users see. Undefined when nothing of it was said.
 */
export function readHostAuth({ keyFile, passphraseEnv, agentSocket, call }: ReadHostAuthInput): object | undefined {
  if (keyFile !== undefined && agentSocket !== undefined) {
    throw new UsageError("--key-file and --agent-socket: give one of them.");
  }
  if (keyFile === undefined && passphraseEnv !== undefined) {
    throw new UsageError("--passphrase-env opens a key: give that as well, with --key-file.");
  }
  if (agentSocket !== undefined) return { kind: "agent", socket: agentSocket };
  if (keyFile === undefined) return undefined;
  return { kind: "key", private_key: readKey(keyFile), passphrase: readPassphrase({ passphraseEnv, call }) };
}

function readKey(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new UsageError(`--key-file: the file '${file}' cannot be read${code}.`, { cause: error });
  }
}

function readPassphrase({ passphraseEnv, call }: Pick<ReadHostAuthInput, "passphraseEnv" | "call">): string | null {
  if (passphraseEnv === undefined) return null;
  const passphrase = call.readVariable(passphraseEnv);
  if (passphrase) return passphrase;
  throw new UsageError(`--passphrase-env: the variable '${passphraseEnv}' is not set, or empty.`);
}
