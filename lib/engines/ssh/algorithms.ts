import type { Algorithms } from "ssh2";

/** Host key algorithms we can check, the best first. A key of type `ssh-rsa` is never used with SHA-1. */
const serverHostKey = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
] as const;

const modern = {
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group18-sha512",
    "diffie-hellman-group14-sha256",
  ],
  cipher: [
    "aes128-gcm@openssh.com",
    "aes256-gcm@openssh.com",
    "chacha20-poly1305@openssh.com",
    "aes128-ctr",
    "aes192-ctr",
    "aes256-ctr",
  ],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
  compress: ["none"],
} satisfies Algorithms;

type AlgorithmsForInput = {
  /** The type of the accepted key. */
  keyType: string | null;
  /** Whether a key of another type will do as well, when the host has none of that. */
  isOtherTaken: boolean;
};

/** What we offer a host: algorithms in which it can show the accepted key come first, and alone where only that will do. */
export function algorithmsFor({ keyType, isOtherTaken }: AlgorithmsForInput): Algorithms {
  const fits = (name: string) => name === keyType || (keyType === "ssh-rsa" && name.startsWith("rsa-"));
  const wanted = serverHostKey.filter(fits);
  const others = isOtherTaken ? serverHostKey.filter((name) => !fits(name)) : [];
  return { ...modern, serverHostKey: [...wanted, ...others] };
}
