import { unknownName } from "@/lib/contracts/usage";
import type { ErrorCode } from "@/lib/core/error-codes";
import { globalState } from "@/lib/core/global-state";
import { toAppError } from "@/lib/core/to-app-error";
import { unknownCaller } from "@/lib/policy/refusal-counts";
import type { Actor, Context } from "@/lib/records/context";
import { flushSoon, refusalCounts } from "./flush-refusals";

/** What went wrong on our side is in the log; nobody was refused. */
const ownFaults: ReadonlySet<ErrorCode> = new Set(["internal", "database_unavailable"]);
const hourMs = 3_600_000;

/** What is known of a call: the intent once it is known to exist, and the engine that was to run it. */
export type KnownCall = { intent?: string; mode?: string };
type Refused = { thrown: unknown; actor: Actor | null; known?: KnownCall };

/**
 * Counts a call that never became a job, once, wherever it is thrown through: innermost who knows most of it. An intent
 * that does not exist has no name here, or a caller could make any number of rows.
 */
export function countRefusal(ctx: Pick<Context, "db" | "clock" | "log">, { thrown, actor, known = {} }: Refused): void {
  const { code } = toAppError(thrown);
  if (ownFaults.has(code) || isCounted(thrown)) return;
  const hour = new Date(Math.floor(ctx.clock.now().getTime() / hourMs) * hourMs).toISOString();
  const { intent = unknownName, mode = "" } = known;
  refusalCounts(ctx.db).add({ hour, ...callerOf(actor), intent, mode, code });
  flushSoon(ctx);
}

/** Says whether it was counted before, and that it is now. */
function isCounted(thrown: unknown): boolean {
  const all = globalState("counted-refusals", () => new WeakSet<object>());
  if (typeof thrown !== "object" || thrown === null) return false;
  if (all.has(thrown)) return true;
  all.add(thrown);
  return false;
}

function callerOf(actor: Actor | null) {
  if (!actor) return unknownCaller;
  return { callerId: actor.id, callerKind: actor.kind, callerName: actor.name, namespace: actor.namespace };
}
