import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import type { AuditQuery } from "@/lib/contracts/audit";
import { queryRows } from "@/lib/db/database";
import { createTestContext } from "@/lib/testing/test-context";
import { exportAudit } from "./export-audit";
import { auditRows, listAudit } from "./list-audit";

const ctx = await createTestContext();
const rowsCount = 20_000;
const startMs = Date.parse("2026-01-01T00:00:00Z");
const momentOf = (seq: number) => new Date(startMs + seq * 60_000).toISOString();

beforeAll(async () => {
  // Rows without a chain: what is looked at here is how they are found.
  await ctx.db.execute(sql`
    insert into audit_log (seq, at, kind, actor_kind, actor_id, actor_name, subject, data, previous_hash, hash)
    select n, timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute',
      case when n % 1000 = 0 then 'host.created' else 'command.run' end, 'user', 'usr_' || n % 500,
      'person' || n % 500 || '@example.com', 'job_' || n / 4, '{}', '', '' from generate_series(1, ${rowsCount}::int) n`);
  await ctx.db.execute(sql`analyze audit_log`);
});

const list = (query: Partial<AuditQuery>) => listAudit(ctx, { limit: 20, ...query });
const seqs = async (query: Partial<AuditQuery>) => (await list(query)).entries.map(({ seq }) => seq);

it("finds what somebody did, by id and by the name they had", async () => {
  const expected = [19_507, 19_007, 18_507];
  expect(await seqs({ actor: "usr_7", limit: 3 })).toEqual(expected);
  expect(await seqs({ actor: "person7@example.com", limit: 3 })).toEqual(expected);
  expect(await seqs({ actor: "usr_7'; drop table audit_log" })).toEqual([]);
});

it("finds what was about a subject, and what happened from one moment to before another", async () => {
  expect(await seqs({ subject: "job_100" })).toEqual([403, 402, 401, 400]);
  expect(await seqs({ from: momentOf(10), to: momentOf(13) })).toEqual([12, 11, 10]);
  expect(await seqs({ from: "2026-01-01T01:10:00+01:00", to: momentOf(11) })).toEqual([10]);
});

it("goes through what fits several filters page by page, without gap or overlap", async () => {
  const filter = { kind: "host.created", from: momentOf(3_000), to: momentOf(12_001) } as const;
  const first = await list({ ...filter, limit: 6 });
  const second = await list({ ...filter, limit: 6, cursor: first.next_cursor ?? undefined });
  const found = [...first.entries, ...second.entries].map(({ seq }) => seq);
  expect(found).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((thousands) => thousands * 1_000));
  expect(second.next_cursor).toBeNull();
});

it.each<[string, Partial<AuditQuery>, RegExp]>([
  ["a kind", { kind: "host.created" }, /audit_by_kind/],
  ["a kind, from a later page", { kind: "host.created", cursor: "9000" }, /audit_by_kind/],
  ["a subject", { subject: "job_77" }, /audit_by_subject/],
  ["an actor", { actor: "usr_7" }, /audit_by_actor_name/],
  ["a day long ago", { from: momentOf(100), to: momentOf(160) }, /audit_by_time/],
  ["nothing", {}, /audit_log_pkey/],
])("finds %s by an index, and never reads the whole log", async (_, query, index) => {
  const statement = auditRows(ctx, { limit: 20, ...query });
  const rows = await queryRows<{ "QUERY PLAN": string }>({ db: ctx.db, query: sql`explain ${statement}` });
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toMatch(index);
  expect(plan).not.toContain("Seq Scan");
});

it("exports what fits, newest first, in batches, and says where it was cut", async () => {
  const batches = exportAudit(ctx, { filter: { to: momentOf(1_001) }, rowsMax: 300 });
  const found: number[] = [];
  let step = await batches.next();
  for (; !step.done; step = await batches.next()) found.push(...step.value.map(({ seq }) => seq));
  expect(found).toEqual(Array.from({ length: 300 }, (_, n) => 1_000 - n));
  expect(step.value).toBe("701");
});
