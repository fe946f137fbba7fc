import { eq } from "drizzle-orm";
import { signInFailures } from "@/lib/db/schema-people";
import type { Context } from "@/lib/records/context";
import { countFailure, type Pace } from "./count-failure";
import { failureKey } from "./failure-key";

type BeginAttemptInput = {
  /** Whom it is for; somebody who does not exist is counted like the others. */
  account: string;
  address: string;
  /** The device from which this account has signed in before; null when it is not known. */
  deviceId: string | null;
};

/** `go` counts as a failure until endAttempt says otherwise. */
export type Attempt = { kind: "go"; keys: string[] } | { kind: "wait"; waitMs: number };

const minuteMs = 60_000;
/** Five wrong passwords are free; then each doubles the wait, up to a minute. */
const ownPace: Pace = { free: 5, firstMs: 2_000, waitMsMax: minuteMs, forgetMs: 15 * minuteMs };
/** From an address that was never there, at an account that many others try: one at once, then one a minute. */
const wearyPace: Pace = { free: 1, firstMs: 30_000, waitMsMax: minuteMs, forgetMs: 15 * minuteMs };
const addressPace: Pace = { free: 30, firstMs: 2_000, waitMsMax: minuteMs, forgetMs: 15 * minuteMs };
/** Counts only: a wait that strangers cause would lock the owner out. */
const accountPace: Pace = { free: Number.MAX_SAFE_INTEGER, firstMs: 0, waitMsMax: 0, forgetMs: 60 * minuteMs };
const attackedFrom = 50;

/**
 * Counts an attempt to prove who one is before it is looked at, for every process at once: by account and address (or
 * known device), and by address. Nobody's failures make somebody at another address, or on a known device, wait.
 */
export async function beginAttempt(
  ctx: Pick<Context, "db" | "clock" | "secretKey">,
  { account, address, deviceId }: BeginAttemptInput,
): Promise<Attempt> {
  const keyOf = (...parts: string[]) => failureKey(ctx, parts);
  const who = account.toLowerCase();
  const ofAccount = keyOf("account", who);
  const ofAddress = keyOf("address", address);
  const own = deviceId === null ? keyOf("from", who, address) : keyOf("device", who, deviceId);
  return ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const isWeary = deviceId === null && (await isAttacked(tx, ofAccount));
    const ownWaitMs = await countFailure(tx, { key: own, pace: isWeary ? wearyPace : ownPace });
    if (ownWaitMs > 0) return { kind: "wait", waitMs: ownWaitMs };
    if (deviceId !== null) return { kind: "go", keys: [own] };
    const addressWaitMs = await countFailure(tx, { key: ofAddress, pace: addressPace });
    if (addressWaitMs > 0) return { kind: "wait", waitMs: addressWaitMs };
    await countFailure(tx, { key: ofAccount, pace: accountPace });
    return { kind: "go", keys: [own, ofAddress, ofAccount] };
  });
}

async function isAttacked(ctx: Pick<Context, "db" | "clock">, key: string): Promise<boolean> {
  const [row] = await ctx.db.select().from(signInFailures).where(eq(signInFailures.key, key));
  return row !== undefined && row.forgetAt > ctx.clock.now() && row.count >= attackedFrom;
}
