import type { Context } from "@/lib/records/context";
import { appendAudit } from "./append-audit";

type NoteKeyMismatchInput = {
  hostId: string;
  /** The fingerprint that was accepted, or that somebody wanted to accept. */
  expected: string | null;
  /** The one that was shown; null when the host has no key of the accepted type any more. */
  presented: string | null;
};

/** Adds to the audit log that a host shows another key than the one that was expected. */
export function noteKeyMismatch(
  ctx: Pick<Context, "db" | "clock" | "actor">,
  { hostId, expected, presented }: NoteKeyMismatchInput,
): Promise<void> {
  return appendAudit(ctx, { kind: "host_key.mismatch", subject: hostId, data: { expected, presented } });
}
