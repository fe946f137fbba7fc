import type { UsageOutcome } from "@/lib/contracts/usage";

export const outcomeLabels: Record<UsageOutcome, string> = {
  succeeded: "succeeded",
  dry_run: "dry run",
  failed: "failed",
  expired: "expired",
  cancelled: "cancelled",
  rejected: "rejected",
  refused: "refused",
};
