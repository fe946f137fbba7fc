import { globalState } from "@/lib/core/global-state";
import type { Context } from "@/lib/records/context";

/** When the worker of this process last read the queue of a database. */
function pulses(): WeakMap<Context["db"], Date> {
  return globalState("worker-pulses", () => new WeakMap());
}

export function notePulse({ db, clock }: Pick<Context, "db" | "clock">): void {
  pulses().set(db, clock.now());
}

export function forgetPulse({ db }: Pick<Context, "db">): void {
  pulses().delete(db);
}

/** For how long, in milliseconds, this process's worker has not read the queue; null when it has none. */
export function pulseAgeMs({ db, clock }: Pick<Context, "db" | "clock">): number | null {
  const at = pulses().get(db);
  return at ? clock.now().getTime() - at.getTime() : null;
}
