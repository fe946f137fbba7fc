import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { CountsBy } from "@/lib/contracts/intent-rule";

/** Millionths of the currency, but for `unitsMax`. */
export type CallPrice = { perCall: number; perSecond: number; perUnit: number; unitsMax: number };

/** One limit that a call is held to; a null is no limit of that kind. */
export type CallLimit = {
  /** What it is counted under. */
  subject: string;
  /** What a caller is told that it is. */
  name: string;
  ratePerMinute: number | null;
  burst: number | null;
  concurrentMax: number | null;
};

/** All that a call is held to before it runs. */
export type AdmissionPlan = {
  limits: CallLimit[];
  /** Null for a call that costs nothing. */
  price: CallPrice | null;
  /** By whose budgets it is paid: its caller's and, for a program that a user let in, that user's. */
  payers: readonly string[];
  /** The most that is known that it can cost. */
  reserveMicros: number;
  /** For how long a run of it is charged at most. */
  durationMsMax: number;
};

/** A rule of the operator's, as it is stored. */
export type RuleFacts = {
  pattern: string;
  isEnabled: boolean;
  ratePerMinute: number | null;
  burst: number | null;
  concurrentMax: number | null;
  counts: CountsBy;
  pricePerCall: number | null;
  pricePerSecond: number | null;
  pricePerUnit: number | null;
  unitsMax: number | null;
};

type PlanInput = {
  intent: string;
  timeoutMs: number;
  /** What its tool declares. */
  ownPrice: CallPrice | null;
  /** `id` is what it is counted as for the limits. */
  caller: {
    id: string;
    payers: readonly string[];
    limits: Pick<CallLimit, "ratePerMinute" | "burst" | "concurrentMax"> | null;
  };
  rules: readonly RuleFacts[];
};

/** What holds a call back, or what it is held to; `free` when nothing is. */
export type CallPlan =
  | { kind: "stopped"; pattern: string }
  | { kind: "free" }
  | ({ kind: "held" } & { plan: AdmissionPlan });

/**
 * What a call is held to: its caller's own limits, those of every rule that covers it, and the price that the closest of
 * them sets, else its tool's.
 */
export function planAdmission({ intent, timeoutMs, ownPrice, caller, rules }: PlanInput): CallPlan {
  const matching = rules.filter(({ pattern }) => isIntentCovered({ patterns: [pattern], intent }));
  const stop = matching.find((rule) => !rule.isEnabled);
  if (stop) return { kind: "stopped", pattern: stop.pattern };
  const limits = matching.filter(isLimiting).map((rule) => limitOf({ rule, callerId: caller.id }));
  if (caller.limits) limits.push({ subject: `caller:${caller.id}`, name: "caller", ...caller.limits });
  const price = closestPrice({ intent, rules: matching }) ?? ownPrice;
  const isPriced = price !== null && price.perCall + price.perSecond + price.perUnit > 0;
  if (limits.length === 0 && !isPriced) return { kind: "free" };
  const reserveMicros = isPriced ? reserveOf({ price, timeoutMs }) : 0;
  const { payers } = caller;
  return {
    kind: "held",
    plan: { limits, price: isPriced ? price : null, payers, reserveMicros, durationMsMax: timeoutMs },
  };
}

/** More than any budget holds is enough; the database counts in whole numbers that end somewhere. */
function reserveOf({ price, timeoutMs }: { price: CallPrice; timeoutMs: number }): number {
  const { perCall, perSecond, perUnit, unitsMax } = price;
  const micros = perCall + Math.ceil((perSecond * timeoutMs) / 1000) + Math.ceil(perUnit * unitsMax);
  return Math.min(micros, Number.MAX_SAFE_INTEGER);
}

function isLimiting({ ratePerMinute, concurrentMax }: RuleFacts): boolean {
  return ratePerMinute !== null || concurrentMax !== null;
}

function limitOf({ rule, callerId }: { rule: RuleFacts; callerId: string }): CallLimit {
  const { pattern, counts, ratePerMinute, burst, concurrentMax } = rule;
  const subject = counts === "all" ? `rule:${pattern}` : `rule:${pattern}:${callerId}`;
  return { subject, name: pattern, ratePerMinute, burst, concurrentMax };
}

/** An exact name is closer than a family, and a longer family than a shorter one. */
function closestPrice({ intent, rules }: { intent: string; rules: readonly RuleFacts[] }): CallPrice | null {
  const closeness = ({ pattern }: RuleFacts) => (pattern === intent ? Number.POSITIVE_INFINITY : pattern.length);
  const [rule] = rules
    .filter((one) => one.pricePerCall !== null || one.pricePerSecond !== null || one.pricePerUnit !== null)
    .sort((left, right) => (closeness(right) > closeness(left) ? 1 : -1));
  if (!rule) return null;
  return {
    perCall: rule.pricePerCall ?? 0,
    perSecond: rule.pricePerSecond ?? 0,
    perUnit: rule.pricePerUnit ?? 0,
    unitsMax: rule.unitsMax ?? 0,
  };
}
