import { type CircuitBreakerPolicy, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { AppError, type BreakerFacts } from "@/lib/core/app-error";
import { globalState } from "@/lib/core/global-state";

/** Who named a target: the operator, by the configuration, or a caller, as it liked. They are kept apart. */
type BreakerKind = "operator" | "caller";

type BreakerRules = {
  /** After how many failures in a row it is left alone. */
  failuresMax: number;
  /** For how long, in milliseconds; then one call is let through to try. */
  restMs: number;
};

type Breaker = { policy: CircuitBreakerPolicy; opensAgainMs: number };
type Named = { target: string; kind?: BreakerKind };

type RunInput = Named & {
  rules: BreakerRules;
  /** Whether a failure speaks against the target. What was asked wrongly, or given up by us, does not. */
  isTargetsFault(error: unknown): boolean;
  /** Whether the one call that tries a target out may take so long that the others are not to wait for how it ends. */
  isTrialLong?: boolean;
  /** What the caller is told of a failure that is no AppError; never the target's own words. */
  detail: string;
  hint: string;
};

const targetsMax = 1_000;
/** When to ask again while one call tries a target out, in seconds. */
const tryOutS = 5;
const stateNames: Record<CircuitState, BreakerFacts["state"]> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.HalfOpen]: "half_open",
  [CircuitState.Open]: "open",
  [CircuitState.Isolated]: "open",
};

/** What alone opens a breaker. Told by its name: the bundler keeps several copies of a class, and one breaker. */
class TargetFault extends Error {
  override name = "TargetFault";
}

/**
 * Calls an outside target through its one breaker in this process: what keeps failing is left alone for a while instead
 * of being waited for. Throws `upstream_failed` with a Retry-After for a target that is left alone, and for its faults an
 * AppError too, with how the breaker is when it is not closed; what is no fault of the target is thrown as it is.
 */
export async function runThroughBreaker<Value>(input: RunInput, call: () => Promise<Value>): Promise<Value> {
  const { policy } = breakerOf(input, input.rules);
  if (input.isTrialLong && policy.state === CircuitState.HalfOpen) throw leftAlone(input, null);
  let thrown: { error: unknown } | undefined;
  try {
    return await policy.execute(async () => {
      try {
        return await call();
      } catch (error) {
        thrown = { error };
        throw input.isTargetsFault(error) ? new TargetFault() : error;
      }
    });
  } catch (error) {
    if (!thrown) throw leftAlone(input, error);
    throw input.isTargetsFault(thrown.error) ? failed(input, thrown.error) : thrown.error;
  }
}

/** Every target of a kind that has been called, and how it is. */
export function listBreakers(kind: BreakerKind = "operator"): BreakerFacts[] {
  return [...breakers(kind).keys()].map((target) => factsOf({ target, kind }));
}

/** How a target is; closed when it was never called. */
export function factsOf({ target, kind = "operator" }: Named): BreakerFacts {
  const breaker = breakers(kind).get(target);
  if (!breaker) return { target, state: "closed", retry_after_s: 0 };
  const state = stateNames[breaker.policy.state];
  const restMs = state === "open" ? Math.max(0, breaker.opensAgainMs - Date.now()) : 0;
  return { target, state, retry_after_s: Math.ceil(restMs / 1000) };
}

function leftAlone(input: RunInput, cause: unknown): AppError {
  const breaker = factsOf(input);
  const now = breaker.state === "open" ? `is left alone for ${breaker.retry_after_s} s` : "is being tried out just now";
  return new AppError({
    code: "upstream_failed",
    detail: `${input.detail} It failed several times in a row and ${now}.`,
    hint: input.hint,
    retryAfterS: Math.max(breaker.retry_after_s, tryOutS),
    breaker,
    mayHaveRun: false,
    cause,
  });
}

function failed(input: RunInput, error: unknown): AppError {
  const breaker = factsOf(input);
  const { detail, hint } = input;
  const told =
    error instanceof AppError ? error : new AppError({ code: "upstream_failed", detail, hint, cause: error });
  const waitS = Math.max(told.retryAfterS ?? 0, breaker.retry_after_s);
  return told.with({ ...(waitS > 0 && { retryAfterS: waitS }), ...(breaker.state !== "closed" && { breaker }) });
}

function breakers(kind: BreakerKind): Map<string, Breaker> {
  return globalState("breakers", () => ({ operator: new Map(), caller: new Map() }))[kind];
}

/** `rules` count when it is made. */
function breakerOf({ target, kind = "operator" }: Named, { failuresMax, restMs }: BreakerRules): Breaker {
  const known = breakers(kind).get(target);
  if (known) return known;
  forgetOne(kind);
  const policy = circuitBreaker(
    handleWhen(({ name }) => name === "TargetFault"),
    {
      halfOpenAfter: restMs,
      breaker: new ConsecutiveBreaker(failuresMax),
    },
  );
  const made = { policy, opensAgainMs: 0 };
  policy.onBreak(() => {
    made.opensAgainMs = Date.now() + restMs;
  });
  breakers(kind).set(target, made);
  return made;
}

/** Callers name targets, so there may be any number: the oldest that is well goes, or the oldest of all. */
function forgetOne(kind: BreakerKind): void {
  const all = breakers(kind);
  if (all.size < targetsMax) return;
  const [oldest] = all.keys();
  const [well] = [...all].find(([, { policy }]) => policy.state === CircuitState.Closed) ?? [];
  all.delete(well ?? oldest ?? "");
}
