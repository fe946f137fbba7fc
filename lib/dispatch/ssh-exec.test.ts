import { eq } from "drizzle-orm";
import { afterEach, expect, it } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { jobs } from "@/lib/db/schema";
import { auditLog, hosts } from "@/lib/db/schema-actions";
import { closeAll } from "@/lib/engines/ssh/pool";
import { approvalIdOf } from "@/lib/records/approvals/approval";
import type { Actor } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { addHost } from "@/lib/testing/add-host";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { createTestContext } from "@/lib/testing/test-context";
import { awaitJob } from "./await-job";
import { decideApproval } from "./decide-approval";
import { getApproval } from "./get-approval";
import { jobEnvelope } from "./job-envelope";
import { orchestrate } from "./orchestrate";
import { startWorker } from "./worker";

const ctx = await createTestContext();
const standIn = await startSshStandIn();
const host = await addHost(ctx, { target: { ...standIn.target(), alias: "web-1" }, approvalsNeeded: 1 });
const ada: Actor = { ...ctx.actor, kind: "user", id: "usr_ada", name: "ada", rights: ["approve"], ownerId: "usr_ada" };
let lastN = 0;

afterEach(() => {
  forgetGlobalState("breakers");
  standIn.asked.length = 0;
  return closeAll();
});

const ask = async (inputs: object) =>
  (await orchestrate(ctx, { intent: "ssh.exec", inputs: { ...inputs }, mode: "auto" })).job;
const confirmed = (more: object = {}) => {
  lastN += 1;
  return ask({ host: "web-1", command: `echo done ${lastN}; exit 4`, confirm_dangerous: true, ...more });
};

async function approve(job: Job) {
  const as = { ...ctx, actor: ada };
  const { approval } = await getApproval(as, approvalIdOf(job));
  await decideApproval(as, { id: approval.id, request: { decision: "approve", hash: approval.hash, reason: "fine" } });
}

async function runOut(job: Job) {
  const worker = startWorker(ctx);
  const ended = await awaitJob(ctx, { job, waitMs: 15_000 });
  await worker.stop();
  return ended;
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it was not refused"),
    (error) => error,
  );

it("is a dry run without confirm_dangerous, as the seed shows, for any host, and is looked at anew each time", async () => {
  const jobsBefore = await ctx.db.$count(jobs);
  const answers = [];
  for (let i = 0; i < 2; i++) {
    const job = await ask({ host: "server.com", command: "rm -rf /" });
    answers.push({ job, envelope: jobEnvelope(ctx, job) });
  }
  for (const { envelope } of answers) {
    expect(envelope).toMatchObject({
      status: "success",
      dry_run: true,
      note: "Set confirm_dangerous=true",
      result: {
        dry_run: true,
        note: "Set confirm_dangerous=true",
        assessment: { verdict: "approval", reason: expect.any(String) },
      },
    });
  }
  expect(answers[0]?.job.id).not.toBe(answers[1]?.job.id);
  expect(await ctx.db.$count(jobs)).toBe(jobsBefore + 2);
  expect(standIn.asked).toEqual([]);
});

it("waits with confirm_dangerous, shows exactly what would run where, and runs that once when approved", async () => {
  const job = await confirmed({ reason: "the disk is full" });
  expect(job.state).toBe("awaiting_approval");
  const { approval } = await getApproval({ ...ctx, actor: ada }, approvalIdOf(job));
  expect(approval.card).toMatchObject({
    title: "Run a command on web-1",
    command: job.inputs.command,
    host: "web-1",
    account: `${host.user} at ${host.address}, port ${host.port}`,
    host_key: host.hostKeyFingerprint,
    reason: "the disk is full",
    parts: [{ text: expect.stringContaining("echo done"), verdict: expect.any(String) }, expect.anything()],
  });
  await approve(job);
  const ended = await runOut(job);
  expect(ended).toMatchObject({ state: "succeeded", attempt: 1 });
  expect(ended.result?.value).toMatchObject({ host: "web-1", exit_code: 4, stdout: `done ${lastN}\n` });
  const rows = await ctx.db.select().from(auditLog).where(eq(auditLog.kind, "command.run"));
  expect(JSON.stringify(rows)).toContain(`echo done ${lastN}`);
});

it("runs nothing when the host's key, or the host, is another by then", async () => {
  for (const change of [{ hostKeyFingerprint: `SHA256:${"B".repeat(43)}` }, { address: "127.0.0.2" }]) {
    const job = await confirmed();
    await approve(job);
    await ctx.db.update(hosts).set(change).where(eq(hosts.id, host.id));
    expect(await runOut(job)).toMatchObject({ state: "failed", error: { code: "approval_closed" } });
    const { address, hostKeyFingerprint } = host;
    await ctx.db.update(hosts).set({ address, hostKeyFingerprint }).where(eq(hosts.id, host.id));
  }
  expect(standIn.asked).toEqual([]);
});

it.each([
  ["a host that is not in the inventory", { host: "nowhere" }, "host_not_found"],
  ["a free address", { host: "root@10.0.0.1" }, "host_not_found"],
  ["what hides something from whoever decides", { command: "ls \u202etxt.exe" }, "command_refused"],
  ["control characters", { command: "ls\u001b[2J" }, "command_refused"],
  ["nothing", { command: " " }, "invalid_inputs"],
])("asks nobody for %s", async (_title, more, code) => {
  expect(await refusal(confirmed(more))).toMatchObject({ code });
});

it("asks as many people as its host says", async () => {
  await ctx.db.update(hosts).set({ approvalsNeeded: 2 }).where(eq(hosts.id, host.id));
  const job = await confirmed();
  await approve(job);
  const { approval } = await getApproval({ ...ctx, actor: ada }, approvalIdOf(job));
  expect(approval).toMatchObject({ state: "waiting", needed: 2 });
  await ctx.db.update(hosts).set({ approvalsNeeded: 1 }).where(eq(hosts.id, host.id));
});

it("asks for as many eyes as the host of an edited command wants", async () => {
  await addHost(ctx, { target: { ...standIn.target(), alias: "strict-1" }, approvalsNeeded: 2, fourEyes: true });
  const job = await confirmed();
  const as = { ...ctx, actor: ada };
  const { approval } = await getApproval(as, approvalIdOf(job));
  const inputs = { host: "strict-1", command: "echo moved", confirm_dangerous: true };
  const request = { decision: "approve" as const, hash: approval.hash, reason: "fine", inputs };
  const nobodys = { ...ctx, actor: { ...ada, id: "key_2", ownerId: null } };
  expect(await refusal(decideApproval(nobodys, { id: approval.id, request }))).toMatchObject({ code: "forbidden" });
  await decideApproval(as, { id: approval.id, request });
  const { approval: edited } = await getApproval(as, approval.id);
  expect(edited).toMatchObject({ state: "waiting", needed: 2, fourEyes: true });
});

it("does not run when its host asks for more eyes by then", async () => {
  const late = await addHost(ctx, { target: { ...standIn.target(), alias: "late-1" }, approvalsNeeded: 1 });
  const job = await confirmed({ host: "late-1" });
  await approve(job);
  await ctx.db.update(hosts).set({ approvalsNeeded: 2 }).where(eq(hosts.id, late.id));
  expect(await runOut(job)).toMatchObject({ state: "failed", error: { code: "approval_closed" } });
  expect(standIn.asked).toEqual([]);
});

it("keeps no password of a command in the audit log", async () => {
  await confirmed({ command: "mysql --password=Sup3rS3cret -e 'select 1'" });
  expect(JSON.stringify(await ctx.db.select().from(auditLog))).not.toContain("Sup3rS3cret");
});
