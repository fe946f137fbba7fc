import { type CircuitBreakerPolicy, CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";
import { globalState } from "@/lib/core/global-state";

export type BreakerState = "closed" | "open" | "half_open";

type BreakerRules = {
  /** After how many failures in a row it is left alone. */
  failuresMax: number;
  /** For how long, in milliseconds; then one call is let through to try. */
  restMs: number;
};

const targetsMax = 1_000;
const stateNames: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.HalfOpen]: "half_open",
  [CircuitState.Open]: "open",
  [CircuitState.Isolated]: "open",
};

function breakers(): Map<string, CircuitBreakerPolicy> {
  return globalState("breakers", () => new Map());
}

/**
 * The one breaker of an outside target in this process, closed at first: what keeps failing is left alone for a while
 * instead of being waited for. `rules` count when it is made.
 */
export function breakerFor(target: string, { failuresMax, restMs }: BreakerRules): CircuitBreakerPolicy {
  const known = breakers().get(target);
  if (known) return known;
  forgetOne();
  const made = circuitBreaker(handleAll, { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failuresMax) });
  breakers().set(target, made);
  return made;
}

/** Every target that has been called, and how it is. */
export function listBreakers(): { target: string; state: BreakerState }[] {
  return [...breakers()].map(([target, breaker]) => ({ target, state: stateNames[breaker.state] }));
}

/** Callers name targets, so there may be any number: the oldest that is well goes, or the oldest of all. */
function forgetOne(): void {
  const all = breakers();
  if (all.size < targetsMax) return;
  const [oldest] = all.keys();
  const [well] = [...all].find(([, breaker]) => breaker.state === CircuitState.Closed) ?? [];
  all.delete(well ?? oldest ?? "");
}
