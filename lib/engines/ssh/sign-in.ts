import ssh2, { type AnyAuthMethod, type ParsedKey } from "ssh2";
import { AppError } from "@/lib/core/app-error";
import type { SshTarget } from "./ssh-target";

const sha1Refused = "The server knows RSA keys with SHA-1 only";

/**
 * How to sign in on a host: with its key or its agent, nothing else is tried. An RSA key signs with SHA-2 or not at
 * all, although ssh2 falls back to SHA-1 when a server does not say what it knows.
 */
export function signIn({ alias, user, auth }: SshTarget): AnyAuthMethod {
  if (auth.kind === "agent") return { type: "agent", username: user, agent: withoutSha1(auth.socket) };
  const parsed = ssh2.utils.parseKey(auth.privateKey, auth.passphrase ?? undefined);
  if (parsed instanceof Error || !parsed.isPrivateKey()) {
    throw new AppError({
      code: "ssh_auth_failed",
      detail: `The private key that is kept for host '${alias}' cannot be read.`,
      hint: "Store it again: an OpenSSH or PEM private key, with its passphrase if it has one.",
      context: { mayHaveRun: false },
      cause: parsed instanceof Error ? parsed : undefined,
    });
  }
  return { type: "publickey", username: user, key: strongly(parsed) };
}

function strongly(key: ParsedKey): ParsedKey {
  if (key.type !== "ssh-rsa") return key;
  const sign = key.sign.bind(key);
  // ssh2 takes an Error for an answer, which its types do not say.
  key.sign = (data, algorithm) =>
    algorithm === "sha256" || algorithm === "sha512" ? sign(data, algorithm) : (new Error(sha1Refused) as never);
  return key;
}

function withoutSha1(socket: string) {
  const agent = ssh2.createAgent(socket);
  const sign = agent.sign.bind(agent);
  agent.sign = (key: ParsedKey, data: Buffer, ...rest: [unknown, unknown?]) => {
    const [options, callback] = rest;
    const hash = (options as { hash?: string } | undefined)?.hash;
    const isRsa = (ssh2.utils.parseKey(key as never) as ParsedKey).type === "ssh-rsa";
    if (isRsa && hash !== "sha256" && hash !== "sha512") {
      return (callback as (error: Error) => void)(new Error(sha1Refused));
    }
    return sign(key, data, options as never, callback as never);
  };
  return agent;
}
