import canonicalize from "canonicalize";
import { sql } from "drizzle-orm";
import type { AuditKind } from "@/lib/contracts/audit";
import type { JsonObject } from "@/lib/contracts/json";
import { sha256Hex } from "@/lib/core/crypto";
import { queryRows } from "@/lib/db/database";
import { auditHead, auditLog } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";

type AppendAuditInput = {
  kind: AuditKind;
  /** The id of what it is about. */
  subject: string;
  /** Facts, never a secret. */
  data: JsonObject;
};

export type ChainedFacts = Omit<typeof auditLog.$inferSelect, "hash" | "at"> & { at: string };

/**
 * Adds to the audit log what the actor did. Give it the context of the transaction of what it tells of, so that both
 * happen or neither; writers wait for each other, so it comes last there.
 */
export async function appendAudit(
  ctx: Pick<Context, "db" | "clock" | "actor">,
  { kind, subject, data }: AppendAuditInput,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.insert(auditHead).values({ id: 1, seq: 0, hash: "" }).onConflictDoNothing();
    const [head] = await queryRows<{ seq: string | number; hash: string }>({
      db: tx,
      query: sql`select seq, hash from audit_head where id = 1 for update`,
    });
    const { id: actorId, kind: actorKind, name: actorName } = ctx.actor;
    const at = ctx.clock.now();
    const facts = { kind, subject, data, actorId, actorKind, actorName };
    const link = { seq: Number(head?.seq ?? 0) + 1, previousHash: head?.hash ?? "" };
    const hash = hashOf({ ...facts, ...link, at: at.toISOString() });
    await tx.insert(auditLog).values({ ...facts, ...link, at, hash });
    await tx.execute(sql`update audit_head set seq = ${link.seq}::bigint, hash = ${hash} where id = 1`);
  });
}

/** SHA-256 of the canonical JSON (RFC 8785) of a row and the hash before it. */
export function hashOf(facts: ChainedFacts): string {
  return sha256Hex(canonicalize(facts) ?? "");
}
