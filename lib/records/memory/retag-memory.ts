import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { getMemory } from "./get-memory";
import type { MemoryItem } from "./memory-item";
import { setMemoryTags } from "./set-memory-tags";

type RetagMemoryInput = { id: string; namespace: string; tags: string[] };

/** An admin's change of a memory's tags, in whichever namespace; the audit log says so. Throws `memory_not_found`. */
export function retagMemory(ctx: Context, { id, namespace, tags }: RetagMemoryInput): Promise<MemoryItem> {
  return ctx.db.transaction(async (db) => {
    const there = { ...ctx, db, actor: { ...ctx.actor, namespace } };
    const before = await getMemory(there, id);
    const after = await setMemoryTags(there, { id, tags });
    await appendAudit(
      { ...ctx, db },
      { kind: "memory.tags_changed", subject: id, data: { namespace, before: before.tags, after: after.tags } },
    );
    return after;
  });
}
