import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { AuditEntry, AuditList, AuditVerdict } from "@/lib/contracts/audit";
import { appendAudit } from "@/lib/records/audit/append-audit";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const admin = await app.createKey({ rights: ["admin"] });
const approver = await app.createKey({ rights: ["approve"] });
const caller = await app.createKey({ rights: ["jobs_of_others"] });
// The keys are rows 1 to 3.
for (let n = 1; n <= 5; n++) {
  const kind = n === 2 ? "host.created" : "command.run";
  await appendAudit(app.ctx, { kind, subject: `subject_${n}`, data: { n } });
}

const get = (path: string, key?: string) => app.send({ path, key });
const listed = async (path: string, key = admin) => AuditList.parse(await (await get(path, key)).json());

it("shows the log to admins and to whoever approves, newest first", async () => {
  for (const key of [admin, approver]) {
    const { entries, next_cursor } = await listed("/audit", key);
    expect(entries.map(({ seq }) => seq)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(entries[0]).toMatchObject({
      actor: { kind: "process", name: "operator" },
      subject: "subject_5",
      data: { n: 5 },
    });
    expect(next_cursor).toBeNull();
  }
});

it("goes through it page by page, and by kind", async () => {
  const first = await listed("/audit?limit=2");
  expect(first).toMatchObject({ entries: [{ seq: 8 }, { seq: 7 }], next_cursor: "7" });
  expect(await listed("/audit?limit=2&cursor=7")).toMatchObject({
    entries: [{ seq: 6 }, { seq: 5 }],
    next_cursor: "5",
  });
  expect(await listed("/audit?kind=host.created")).toMatchObject({ entries: [{ seq: 5 }], next_cursor: null });
});

it.each(["/audit?limit=0", "/audit?limit=101", "/audit?kind=host", "/audit?cursor=x", "/audit?cursor=0", "/audit?x=1"])(
  "refuses %s",
  async (path) => {
    const answer = await get(path, admin);
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toMatchObject({ code: "invalid_request" });
  },
);

it("shows nothing of it to others, and the chain's state to admins alone", async () => {
  expect(await errorOf(await get("/audit", caller))).toMatchObject({ code: "forbidden" });
  for (const key of [caller, approver]) {
    expect(await errorOf(await get("/audit/verify", key))).toMatchObject({ code: "forbidden" });
  }
  for (const path of ["/audit", "/audit/verify"]) {
    expect(await errorOf(await get(path))).toMatchObject({ code: "unauthorized" });
  }
});

it.each(["POST", "PUT", "PATCH", "DELETE"])("takes no %s, of anybody", async (method) => {
  for (const path of ["/audit", "/audit/verify"]) {
    expect((await app.send({ method, path, key: admin })).status).toBe(405);
  }
});

it("says whether the chain is whole, and where it is not", async () => {
  const verdict = async () => AuditVerdict.parse(await (await get("/audit/verify", admin)).json());
  const { entries } = await listed("/audit");
  expect(await verdict()).toEqual({ ok: true, rows: 8, hash: entries[0]?.hash });
  await app.ctx.db.execute(sql`alter table audit_log disable trigger audit_log_append_only`);
  await app.ctx.db.execute(sql`update audit_log set subject = 'other' where seq = 6`);
  expect(await verdict()).toEqual({ ok: false, rows: 5, hash: entries[3]?.hash, seq: 6, fault: "was changed" });
});

it("is exported as JSON lines to whoever may read it, with the same filters", async () => {
  for (const key of [admin, approver]) {
    const response = await get("/audit/export?kind=command.run", key);
    expect(response.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="audit-\d{4}-\d\d-\d\d\.jsonl"$/,
    );
    const lines = (await response.text()).trimEnd().split("\n");
    expect(lines.map((line) => AuditEntry.parse(JSON.parse(line)).seq)).toEqual([8, 7, 6, 4]);
  }
  expect(await errorOf(await get("/audit/export", caller))).toMatchObject({ code: "forbidden" });
  expect(await errorOf(await get("/audit/export?limit=5", admin))).toMatchObject({ code: "invalid_request" });
});
