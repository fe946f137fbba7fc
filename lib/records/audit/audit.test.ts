import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { auditHead, auditLog } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import { createTestContext } from "@/lib/testing/test-context";
import { appendAudit, hashOf } from "./append-audit";
import { listAudit } from "./list-audit";
import { verifyAudit } from "./verify-audit";

const ctx = await createTestContext();
const add = (n: number, on: Context = ctx) =>
  appendAudit(on, { kind: "command.run", subject: `job_${n}`, data: { n, text: 'é\u2028"', list: [1.5, null] } });

/** What only somebody with the database's own password can do. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await ctx.db.execute(sql`alter table audit_log disable trigger audit_log_append_only`);
  await ctx.db.execute(statement);
  await ctx.db.execute(sql`alter table audit_log enable trigger audit_log_append_only`);
}

beforeEach(async () => {
  await tamper(sql`truncate audit_log`);
  await ctx.db.delete(auditHead);
  for (let n = 1; n <= 6; n++) await add(n);
  expect(await verifyAudit(ctx)).toMatchObject({ ok: true, rows: 6 });
});

it.each(["update audit_log set subject = 'x'", "delete from audit_log where seq = 6", "truncate audit_log"])(
  "refuses %s",
  async (statement) => {
    const refusal = ctx.db.execute(sql.raw(statement)).catch((error: Error) => error.cause);
    expect(String(await refusal)).toContain("the audit log is append-only");
    expect(await verifyAudit(ctx)).toMatchObject({ ok: true, rows: 6 });
  },
);

it.each([
  ["subject = 'job_9'"],
  ["kind = 'command.refused'"],
  ["data = '{\"n\": 9}'"],
  ["actor_id = 'key_other'"],
  ["actor_kind = 'user'"],
  ["actor_name = 'somebody else'"],
  ["at = at + interval '1 millisecond'"],
])("finds a row whose %s", async (change) => {
  await tamper(sql.raw(`update audit_log set ${change} where seq = 4`));
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, rows: 3, seq: 4, fault: "was changed" });
});

it("finds a row that was changed together with its own hash", async () => {
  const [row] = await ctx.db.select().from(auditLog).where(sql`seq = 4`);
  if (!row) throw new Error("no row");
  const { hash: _hash, at, ...facts } = row;
  const hash = hashOf({ ...facts, at: at.toISOString(), subject: "job_9" });
  await tamper(sql`update audit_log set subject = 'job_9', hash = ${hash} where seq = 4`);
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, seq: 5, fault: "does not follow the one before" });
});

it("finds a missing row", async () => {
  await tamper(sql`delete from audit_log where seq = 3`);
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, rows: 2, seq: 3, fault: "is missing" });
});

it("finds a missing row whose place was closed", async () => {
  await tamper(sql`delete from audit_log where seq = 3`);
  await tamper(sql`update audit_log set seq = seq - 1 where seq = 4`);
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, seq: 3, fault: "does not follow the one before" });
});

it("finds two rows in each other's place", async () => {
  await tamper(sql`update audit_log set seq = -seq where seq in (3, 4)`);
  await tamper(sql`update audit_log set seq = 7 + seq where seq < 0`);
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, seq: 3, fault: "does not follow the one before" });
});

it("finds that rows at the end were cut off, all of them too", async () => {
  await tamper(sql`delete from audit_log where seq > 4`);
  const fault = "is missing: the log was longer";
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, rows: 4, seq: 5, fault });
  await tamper(sql`truncate audit_log`);
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, rows: 0, seq: 1, fault });
});

it("finds a row that was put in between, and one at the end that fits the one before", async () => {
  await forge({ seq: 7 });
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, seq: 7, fault: "was put in after the end" });
  await tamper(sql`delete from audit_log where seq = 7`);
  await tamper(sql`update audit_log set seq = -seq where seq > 3`);
  await tamper(sql`update audit_log set seq = 1 - seq where seq < 0`);
  await forge({ seq: 4 });
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, seq: 5, fault: "does not follow the one before" });
});

it("finds an end that was written down anew", async () => {
  await ctx.db.update(auditHead).set({ hash: "0".repeat(64) });
  expect(await verifyAudit(ctx)).toMatchObject({ ok: false, seq: 6, fault: "is not the end that was written down" });
});

it("makes one chain without a gap of fifty writers at once, the first rows included", async () => {
  await tamper(sql`truncate audit_log`);
  await ctx.db.delete(auditHead);
  await Promise.all(Array.from({ length: 50 }, (_, n) => add(n)));
  expect(await verifyAudit(ctx)).toMatchObject({ ok: true, rows: 50 });
  const { entries } = await listAudit(ctx, { limit: 100 });
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => 50 - i));
  expect(new Set(entries.map(({ subject }) => subject)).size).toBe(50);
});

it("finds nothing wrong with a log that is written while it is read", async () => {
  const written = Promise.all(Array.from({ length: 50 }, (_, n) => add(n)));
  const verdicts = [];
  for (let i = 0; i < 10; i++) verdicts.push(await verifyAudit(ctx));
  await written;
  expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
  expect(await verifyAudit(ctx)).toMatchObject({ ok: true, rows: 56 });
});

it("leaves no row, and no gap, of a transaction that is undone", async () => {
  const undone = ctx.db.transaction(async (tx) => {
    await add(7, { ...ctx, db: tx });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await add(8);
  expect(await verifyAudit(ctx)).toMatchObject({ ok: true, rows: 7 });
});

it("undoes a row that could not be written, and nothing else of a transaction that goes on", async () => {
  await ctx.db.transaction(async (tx) => {
    const on = { ...ctx, db: tx };
    await add(7, on);
    const unfit = appendAudit(on, { kind: "command.run", subject: "a\0b", data: {} });
    await expect(unfit).rejects.toThrow();
    await add(8, on);
  });
  expect(await verifyAudit(ctx)).toMatchObject({ ok: true, rows: 8 });
});

it("lists the newest first, of one kind, and page by page without one twice", async () => {
  await appendAudit(ctx, { kind: "host.created", subject: "host_1", data: {} });
  const first = await listAudit(ctx, { limit: 3 });
  expect(first.entries.map(({ seq }) => seq)).toEqual([7, 6, 5]);
  const second = await listAudit(ctx, { limit: 4, cursor: first.next_cursor ?? "" });
  expect(second).toMatchObject({ entries: [{ seq: 4 }, { seq: 3 }, { seq: 2 }, { seq: 1 }], next_cursor: null });
  const created = await listAudit(ctx, { kind: "host.created", limit: 3 });
  expect(created).toMatchObject({ entries: [{ subject: "host_1" }], next_cursor: null });
});

/** Puts in a row that follows the one before it as a true one would. */
async function forge({ seq }: { seq: number }): Promise<void> {
  const [last] = await ctx.db
    .select()
    .from(auditLog)
    .where(sql`seq = ${seq - 1}::bigint`);
  if (!last) throw new Error("no row");
  const { hash: previousHash, ...rest } = last;
  const facts = { ...rest, seq, previousHash };
  const hash = hashOf({ ...facts, at: facts.at.toISOString() });
  await ctx.db.insert(auditLog).values({ ...facts, hash });
}
