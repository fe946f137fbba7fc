import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { knowOpened } from "./known-secrets";

type SealInput = {
  text: string;
  /** 32 bytes in base64url, as deriveKey gives them. */
  key: string;
  /** What it belongs to: the sealed text opens nowhere else. */
  owner: string;
};

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const authTagLength = 16;

/** Encrypts a text for storage with AES-256-GCM; each time with another result. */
export function seal({ text, key, owner }: SealInput): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, Buffer.from(key, "base64url"), iv, { authTagLength }).setAAD(
    Buffer.from(owner),
  );
  const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${sealed.toString("base64url")}`;
}

/** The text that was sealed; null when it was sealed with another key or for another owner, or was changed since. */
export function unseal({ text, key, owner }: SealInput): string | null {
  const [version, body = ""] = text.split(".");
  const bytes = Buffer.from(body, "base64url");
  if (version !== "v1" || bytes.length < ivBytes + authTagLength) return null;
  try {
    const opener = createDecipheriv(algorithm, Buffer.from(key, "base64url"), bytes.subarray(0, ivBytes), {
      authTagLength,
    });
    opener.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-authTagLength));
    const opened = opener.update(bytes.subarray(ivBytes, -authTagLength), undefined, "utf8") + opener.final("utf8");
    knowOpened(opened);
    return opened;
  } catch {
    return null;
  }
}
