import { eq, sql } from "drizzle-orm";
import type { ApprovalCard, DecideRequest } from "@/lib/contracts/approval";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { type Db, queryRows } from "@/lib/db/database";
import { jobs } from "@/lib/db/schema";
import { approvalDecisions, approvals } from "@/lib/db/schema-actions";
import { redactSecrets } from "@/lib/policy/command/redact-secrets";
import type { Approval } from "@/lib/records/approvals/approval";
import { lockApproval } from "@/lib/records/approvals/lock-approval";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { fromNow } from "@/lib/records/jobs/due";
import { findJob } from "@/lib/records/jobs/find-job";
import { moveJobs } from "@/lib/records/jobs/move-job";
import { decisionFault } from "./decision-fault";
import { type Edited, planEdit } from "./edit-approval";
import { getApproval } from "./get-approval";
import { sendJobs } from "./send-jobs";

type DecideInput = { id: string; request: DecideRequest };

/**
 * A person's word on what waits for it: the one way in, whoever sends it from where. For exactly what was shown (its
 * hash), once, in time, with a reason, and never by whoever asked. Throws `forbidden` or `approval_closed`.
 */
export async function decideApproval(ctx: Context, { id, request }: DecideInput): Promise<void> {
  const { approval: seen } = await getApproval(ctx, id);
  await checkMayDecide(ctx, { approval: seen, request });
  // Before an edit is planned: it asks for no fewer people, and eyes, than the version that was shown.
  if (seen.state === "waiting" && seen.hash !== request.hash) throw closed("It has changed since it was shown to you.");
  const edited = request.inputs === undefined ? null : await planEdit(ctx, { approval: seen, inputs: request.inputs });
  if (edited) await checkMayDecide(ctx, { approval: { ...seen, fourEyes: edited.fourEyes }, request });
  const isApproved = await ctx.db.transaction((db) => decide({ ...ctx, db }, { id, request, edited }));
  if (!isApproved) return;
  const job = await findJob(ctx, seen.jobId);
  if (job) await sendJobs(ctx, [job]);
}

async function checkMayDecide(ctx: Context, { approval, request }: { approval: Approval; request: DecideRequest }) {
  const fault = decisionFault(ctx, approval);
  if (fault === null) return;
  const data = { decision: request.decision, why: fault };
  await appendAudit(ctx, { kind: "approval.refused", subject: approval.id, data });
  throw new AppError({ code: "forbidden", detail: fault, hint: "Somebody else with the right 'approve' decides it." });
}

/** True when this was the last yes that was needed. */
async function decide(tx: Context, { id, request, edited }: DecideInput & { edited: Edited | null }): Promise<boolean> {
  const approval = await lockOpen(tx, { id, hash: request.hash });
  const { decision, reason } = request;
  const hash = edited?.hash ?? approval.hash;
  const now = tx.clock.now();
  const said = await tx.db
    .insert(approvalDecisions)
    .values({
      id: createId("decision", now.getTime()),
      approvalId: id,
      hash,
      decision,
      actorId: tx.actor.id,
      actorKind: tx.actor.kind,
      actorName: tx.actor.name,
      ownerId: tx.actor.ownerId,
      reason,
      inputsBefore: edited ? approval.card.inputs : null,
      at: now,
    })
    .onConflictDoNothing()
    .returning();
  if (said.length === 0) throw closed("You have approved this already; it waits for somebody else.");
  if (edited) await applyEdit(tx, { approval, edited });
  if (decision === "reject") return reject(tx, { approval, reason });
  const given = await countPeople(tx.db, { id, hash });
  const needed = edited?.needed ?? approval.needed;
  const isLast = given >= needed;
  if (isLast) await approve(tx, approval);
  await appendAudit(tx, {
    kind: "approval.approved",
    subject: id,
    data: { job: approval.jobId, hash, reason, given, needed },
  });
  return isLast;
}

/** Who has approved a version, each person once, with however many keys. */
async function countPeople(db: Db, { id, hash }: { id: string; hash: string }): Promise<number> {
  const [row] = await queryRows<{ people: number }>({
    db,
    query: sql`
      select count(distinct coalesce(owner_id, actor_id))::int as people from approval_decisions
      where approval_id = ${id} and hash = ${hash} and decision = 'approve'`,
  });
  return row?.people ?? 0;
}

async function lockOpen(tx: Context, { id, hash }: { id: string; hash: string }): Promise<Approval> {
  const held = await lockApproval(tx.db, id);
  const [approval] = await tx.db.select().from(approvals).where(eq(approvals.id, id));
  if (!held || !approval) throw closed("It is not there any more.");
  if (approval.state !== "waiting") throw closed(`It was decided already (${approval.state}).`);
  if (held.isLate) throw closed("Its time is over.");
  if (approval.hash !== hash) throw closed("It has changed since it was shown to you.");
  return approval;
}

async function approve(tx: Context, approval: Approval): Promise<void> {
  const isMine = sql`id = ${approval.jobId}`;
  const moved = await moveJobs(tx, { to: "queued", where: isMine, patch: { delayMs: 0 } });
  if (moved.length === 0) throw closed("Its job has ended.");
  await setDecided(tx.db, { id: approval.id, state: "approved", runWithinMs: tx.env.approvals.timeoutMs });
}

async function reject(tx: Context, { approval, reason }: { approval: Approval; reason: string }): Promise<false> {
  const error = {
    code: "rejected" as const,
    error: `${tx.actor.name} rejected it: ${reason}`,
    hint: "Ask for something else, or for the same with a better reason.",
  };
  const moved = await moveJobs(tx, { to: "rejected", where: sql`id = ${approval.jobId}`, patch: { error } });
  if (moved.length === 0) throw closed("Its job has ended.");
  await setDecided(tx.db, { id: approval.id, state: "rejected", runWithinMs: null });
  await appendAudit(tx, { kind: "approval.rejected", subject: approval.id, data: { job: approval.jobId, reason } });
  return false;
}

type Decided = { id: string; state: "approved" | "rejected"; runWithinMs: number | null };

async function setDecided(db: Db, { id, state, runWithinMs }: Decided): Promise<void> {
  const runBefore = runWithinMs === null ? sql`null` : fromNow(runWithinMs);
  await db.execute(
    sql`update approvals set state = ${state}, decided_at = now(), run_before = ${runBefore} where id = ${id}`,
  );
}

/** What was said to the text before does not hold for this one. */
async function applyEdit(tx: Context, { approval, edited }: { approval: Approval; edited: Edited }): Promise<void> {
  const { inputs, card, hash, needed, fourEyes } = edited;
  await tx.db.update(approvals).set({ card, hash, needed, fourEyes }).where(eq(approvals.id, approval.id));
  await tx.db.update(jobs).set({ inputs }).where(eq(jobs.id, approval.jobId));
  await appendAudit(tx, {
    kind: "approval.edited",
    subject: approval.id,
    data: { before: shown(approval.card), after: shown(card), hash },
  });
}

/** What is kept of it for good: no secret that it may hold. */
function shown({ command, inputs }: ApprovalCard): string {
  return redactSecrets(command ?? JSON.stringify(inputs));
}

function closed(why: string): AppError {
  return new AppError({ code: "approval_closed", detail: why, hint: "Look at it again: GET /approvals/{id}." });
}
