import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { noteKeyMismatch } from "./note-key-mismatch";

/** Adds to the audit log what an error tells of another key than the accepted one, of a host or of one on the way to it. */
export async function noteMismatchIn(ctx: Pick<Context, "db" | "clock" | "actor">, error: unknown): Promise<void> {
  if (!(error instanceof AppError) || error.code !== "host_key_mismatch") return;
  const { hostId, accepted, presented } = error.context;
  if (typeof hostId !== "string") return;
  await noteKeyMismatch(ctx, { hostId, expected: textOf(accepted), presented: textOf(presented) });
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
