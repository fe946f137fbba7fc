import type { Approval } from "@/lib/records/approvals/approval";
import type { Context } from "@/lib/records/context";

type Asked = Pick<Approval, "askedById" | "askedByKind" | "ownerId" | "fourEyes">;

/** Why an actor may not decide an approval, as a sentence; null when it may. */
export function decisionFault({ actor }: Pick<Context, "actor">, approval: Asked): string | null {
  if (!actor.rights.includes("approve")) return `'${actor.name}' lacks the right 'approve'.`;
  if (actor.id === approval.askedById) return "Whoever asked cannot decide.";
  if (approval.askedByKind === "user" && actor.ownerId === approval.askedById) {
    return "You asked for it yourself: a key of yours cannot decide it either.";
  }
  if (approval.fourEyes && approval.ownerId !== null && actor.ownerId === approval.ownerId) {
    return "This needs another person's eyes: it was asked for with a key of yours.";
  }
  // A key of nobody's could be the asker's own.
  if (approval.fourEyes && actor.ownerId === null) return "This needs a person's eyes: your key belongs to nobody.";
  return null;
}
