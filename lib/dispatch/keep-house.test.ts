import { sql } from "drizzle-orm";
import { afterEach, expect, it, vi } from "vitest";
import { queryRows } from "@/lib/db/database";
import { idempotencyClaims } from "@/lib/db/schema";
import { deleteExpiredClaims, expiredClaims } from "@/lib/records/jobs/delete-expired-claims";
import { createTestContext } from "@/lib/testing/test-context";
import { inBatches } from "./in-batches";
import { keepHouse } from "./keep-house";

const ctx = await createTestContext();
const hourMs = 60 * 60_000;

afterEach(async () => {
  vi.restoreAllMocks();
  await ctx.db.delete(idempotencyClaims);
});

async function keepClaims({ count, expiresAt }: { count: number; expiresAt: Date }): Promise<void> {
  await ctx.db.execute(sql`
    insert into idempotency_claims (caller_id, key, fingerprint, job_id, expires_at)
    select 'key_test', ${expiresAt.toISOString()}::text || n, 'f', 'job_' || n, ${expiresAt.toISOString()}::timestamptz
    from generate_series(1, ${count}::int) as n`);
}

it("does the other steps when one fails, and says in the log which it was", async () => {
  await keepClaims({ count: 3, expiresAt: new Date(Date.now() - hourMs) });
  const warnings: unknown[] = [];
  const log = Object.assign(Object.create(ctx.log), { warn: (facts: unknown) => warnings.push(facts) });
  let maintained = 0;
  const execute = failFirst(ctx.db);
  const db = new Proxy(ctx.db, { get: (real, name) => (name === "execute" ? execute : Reflect.get(real, name)) });
  await keepHouse({ ...ctx, db, log }, { maintain: async () => void maintained++ });
  expect(warnings).toEqual([{ err: expect.any(Error), step: "recover jobs" }]);
  expect(maintained).toBe(1);
  expect(await ctx.db.$count(idempotencyClaims)).toBe(0);
});

/** The database as it is when the first statement of a round meets a fault, such as a deadlock. */
function failFirst(real: typeof ctx.db): (query: Parameters<typeof ctx.db.execute>[0]) => unknown {
  let executed = 0;
  return async (query) => {
    executed += 1;
    if (executed === 1) throw new Error("deadlock detected");
    return real.execute(query);
  };
}

it("forgets expired claims batch by batch, and keeps those whose hour is not over", async () => {
  await keepClaims({ count: 1_201, expiresAt: new Date(Date.now() - hourMs) });
  await keepClaims({ count: 7, expiresAt: new Date(Date.now() + hourMs) });
  expect(await deleteExpiredClaims(ctx, { limit: 500 })).toBe(500);
  await inBatches((limit) => deleteExpiredClaims(ctx, { limit }), Number.POSITIVE_INFINITY);
  expect(await ctx.db.$count(idempotencyClaims)).toBe(7);
});

it("leaves what is left to the next round when its time is over", async () => {
  const sizes: number[] = [];
  await inBatches(async (limit) => sizes.push(limit) && limit, performance.now());
  expect(sizes).toEqual([500]);
});

it("finds expired claims by their index, in order and without a sort", async () => {
  await keepClaims({ count: 5_000, expiresAt: new Date(Date.now() - hourMs) });
  await keepClaims({ count: 5_000, expiresAt: new Date(Date.now() + hourMs) });
  await ctx.db.execute(sql`analyze idempotency_claims`);
  const query = sql`explain ${expiredClaims({ now: new Date(), limit: 500 })}`;
  const plan = JSON.stringify(await queryRows({ db: ctx.db, query }));
  expect(plan).toContain("Index Scan using claims_by_expiry");
  expect(plan).not.toContain("Sort");
});
