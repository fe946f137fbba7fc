import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** `bytes` random bytes as base64url. */
export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}

/** A key for one purpose, made from the installation's secret: whoever has one learns nothing of another. */
export function deriveKey({ secret, purpose }: { secret: string; purpose: string }): string {
  return createHmac("sha256", secret).update(`orchestrator:${purpose}`).digest("base64url");
}

/** Compares in constant time, whatever the lengths. */
export function isSameSecret(left: string, right: string): boolean {
  return timingSafeEqual(createHash("sha256").update(left).digest(), createHash("sha256").update(right).digest());
}
