import { deriveKey, isSameSecret, randomToken, sha256Hex } from "@/lib/core/crypto";
import type { Context } from "@/lib/records/context";

const validMs = 180 * 24 * 60 * 60_000;

/** The cookie of a browser that has signed in: not a right to anything, only to attempts of its own. */
export const deviceCookieName = "orchestrator.device";
export const deviceCookieSeconds = validMs / 1000;

/** What that cookie holds for an account: a new device, when it was seen, and our mark on both. */
export function writeDevice(ctx: Pick<Context, "clock" | "secretKey">, email: string): string {
  const facts = `${randomToken(16)}.${ctx.clock.now().getTime()}`;
  return `${facts}.${mark(ctx, { facts, email })}`;
}

type ReadDeviceInput = { cookie: string | null; email: string };

/** The device that a cookie names, when it was given to this account within half a year; else null. */
export function readDevice(
  ctx: Pick<Context, "clock" | "secretKey">,
  { cookie, email }: ReadDeviceInput,
): string | null {
  const [id = "", seenMs = "", given = ""] = cookie?.split(".") ?? [];
  const isOurs = isSameSecret(given, mark(ctx, { facts: `${id}.${seenMs}`, email }));
  return isOurs && ctx.clock.now().getTime() - Number(seenMs) < validMs ? id : null;
}

function mark({ secretKey }: Pick<Context, "secretKey">, { facts, email }: { facts: string; email: string }): string {
  const key = deriveKey({ secret: secretKey, purpose: "known-device" });
  return sha256Hex(JSON.stringify([key, facts, email.toLowerCase()]));
}
