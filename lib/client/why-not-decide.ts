import type { ApprovalView } from "@/lib/contracts/approval";

type Reader = { email: string; mayApprove: boolean };

/** Why whoever reads an approval cannot decide it, as a sentence; null when they can. */
export function whyNotDecide({ approval, reader }: { approval: ApprovalView; reader: Reader }): string | null {
  const { state, asked_by, decisions, can_decide, four_eyes } = approval;
  if (state !== "waiting") return closedSentences[state];
  if (sayingsOf(decisions).some(({ by }) => by === reader.email)) {
    return "You have approved this already. It still needs somebody else.";
  }
  if (can_decide) return null;
  if (!reader.mayApprove) return "Your account may look, but not decide: that takes the role operator or admin.";
  if (asked_by.kind === "user" && asked_by.name === reader.email) {
    return "You asked for this yourself. Somebody else must decide it.";
  }
  return four_eyes
    ? "Four eyes: the key that asked belongs to you, so somebody else must decide."
    : "You are not among those who may decide this one.";
}

/** What was said to the version that is shown: an edit begins a new one, and is the first word on it. */
function sayingsOf(decisions: ApprovalView["decisions"]): ApprovalView["decisions"] {
  return decisions.slice(
    Math.max(
      0,
      decisions.findLastIndex(({ edited }) => edited),
    ),
  );
}

const closedSentences: Record<Exclude<ApprovalView["state"], "waiting">, string> = {
  approved: "It is approved already. Nothing is left to decide.",
  used: "It was approved and has been started. Nothing is left to decide.",
  rejected: "It was rejected, and will not run.",
  expired: "Its time ran out, so it will not run. Whoever needs it has to ask again.",
  cancelled: "The call was cancelled, so it will not run.",
};
