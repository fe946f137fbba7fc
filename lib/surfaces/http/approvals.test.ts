import { expect, it } from "vitest";
import { ApprovalList, ApprovalView } from "@/lib/contracts/approval";
import { Envelope } from "@/lib/contracts/envelope";
import { findJob } from "@/lib/records/jobs/find-job";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ variables: { ORCHESTRATOR_APPROVAL_RULES: "memory.write" }, clock });
const asker = await app.createKey({ rights: ["approve"] });
const other = await app.createKey();
const approver = await app.createKey({ rights: ["approve"] });
let lastN = 0;

async function ask() {
  lastN += 1;
  // Ids sort by time.
  clock.advance(1);
  const body = { intent: "memory.write", inputs: { text: `note ${lastN}` } };
  const response = await app.send({ path: "/orchestrate", key: asker, body });
  expect(response.status).toBe(202);
  const envelope = Envelope.parse(await response.json());
  if (envelope.status !== "accepted" || !envelope.approval) throw new Error("it does not wait for anybody");
  return { id: envelope.approval.id, path: `/approvals/${envelope.approval.id}`, jobId: envelope.job_id };
}

const see = async (path: string, key = approver) => ApprovalView.parse(await (await app.send({ path, key })).json());

it("shows an approval to whoever may decide and to whoever asked, and to nobody else", async () => {
  const { id, path } = await ask();
  expect(await see(path)).toMatchObject({ approval_id: id, state: "waiting", can_decide: true });
  expect(await see(path, asker)).toMatchObject({ can_decide: false });
  const refused = await errorOf(await app.send({ path, key: other }));
  expect(refused).toMatchObject({ code: "approval_not_found" });
  expect(await errorOf(await app.send({ path }))).toMatchObject({ code: "unauthorized" });
});

it("lists them page by page, newest first, each caller its own", async () => {
  const made = [await ask(), await ask(), await ask()];
  const list = async (query: string, key = approver) =>
    ApprovalList.parse(await (await app.send({ path: `/approvals${query}`, key })).json());
  const first = await list("?state=waiting&limit=2");
  const rest = await list(`?state=waiting&limit=2&cursor=${first.next_cursor}`);
  const ids = [...first.approvals, ...rest.approvals].map((one) => one.approval_id);
  expect(ids.slice(0, 3)).toEqual(made.map(({ id }) => id).reverse());
  expect((await list("", other)).approvals).toEqual([]);
});

it("decides by a POST with the hash and a reason, and by nothing else", async () => {
  const { path, jobId } = await ask();
  const { hash } = await see(path);
  for (const method of ["GET", "HEAD"]) {
    await app.send({ method, path: `${path}?decision=approve&hash=${hash}&reason=x`, key: approver });
  }
  for (const method of ["PUT", "PATCH", "DELETE"]) {
    expect((await app.send({ method, path, key: approver })).status).toBe(405);
  }
  const whole = { decision: "approve", hash, reason: "looks right" };
  for (const wrong of [
    { ...whole, reason: " " },
    { ...whole, hash: "" },
    { ...whole, decision: "yes" },
    { ...whole, more: 1 },
    { ...whole, decision: "reject", inputs: {} },
    { decision: "approve", reason: "x" },
  ]) {
    expect((await app.send({ path, key: approver, body: wrong })).status).toBe(400);
  }
  const form = new URLSearchParams(whole).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect((await app.send({ method: "POST", path, key: approver, headers, body: form })).status).toBe(415);
  expect((await findJob(app.ctx, jobId))?.state).toBe("awaiting_approval");

  expect(await errorOf(await app.send({ path, key: asker, body: whole }))).toMatchObject({ code: "forbidden" });
  expect(await errorOf(await app.send({ path, key: other, body: whole }))).toMatchObject({
    code: "approval_not_found",
  });
  const decided = await app.send({ path, key: approver, body: whole });
  expect(ApprovalView.parse(await decided.json())).toMatchObject({
    state: "approved",
    decisions: [{ decision: "approve", reason: "looks right", edited: false }],
  });
  const twice = await errorOf(await app.send({ path, key: approver, body: whole }));
  expect(twice).toMatchObject({ code: "approval_closed" });
});
