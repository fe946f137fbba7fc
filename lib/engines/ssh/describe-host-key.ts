import { createHash } from "node:crypto";
import type { PinnedHostKey } from "./ssh-target";

const typeCharsMax = 64;

/** Fingerprint and type of a public key in wire format (RFC 4253, section 6.6: a string that names the type is first). */
export function describeHostKey(key: Buffer): PinnedHostKey {
  const typeBytes = key.length >= 4 ? Math.min(key.readUInt32BE(0), typeCharsMax) : 0;
  return {
    fingerprint: `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`,
    algorithm: key.toString("latin1", 4, 4 + typeBytes).replace(/[^\w@.-]/g, "?"),
  };
}
