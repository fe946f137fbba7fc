import { toMicros } from "@/lib/contracts/money";
import { AppError } from "@/lib/core/app-error";
import { type AdmissionPlan, type CallPrice, planAdmission } from "@/lib/policy/admission-plan";
import { listRules } from "@/lib/records/admission/list-rules";
import type { Actor, Context } from "@/lib/records/context";
import type { Tool } from "@/lib/tools/define-tool";

/**
 * What a call is held to beside its inputs: limits and a price; null for one that is free of both. What is read here may
 * be a second old and only says what applies: it is counted where the call is admitted. Throws `intent_stopped`.
 */
export async function planCall(
  ctx: Context,
  { intent, tool }: { intent: string; tool: Tool },
): Promise<AdmissionPlan | null> {
  const planned = planAdmission({
    intent,
    timeoutMs: tool.timeoutMs,
    ownPrice: priceOf(tool),
    caller: { id: countedAs(ctx.actor), payers: payersOf(ctx.actor), limits: ctx.actor.limits ?? null },
    rules: await listRules(ctx),
  });
  switch (planned.kind) {
    case "stopped":
      throw stopped({ intent, pattern: planned.pattern });
    case "free":
      return null;
    case "held":
      return planned.plan;
  }
}

/** Whoever let programs in shares what a rule allows with them: letting in one more makes it no more. */
function countedAs({ kind, id, ownerId }: Actor): string {
  return kind === "grant" && ownerId !== null ? ownerId : id;
}

function payersOf(actor: Actor): string[] {
  return [...new Set([actor.id, countedAs(actor)])];
}

/** What is left of a plan for a call that runs nothing: it counts for the rates, holds no place and costs nothing. */
export function ratesOnly(plan: AdmissionPlan): AdmissionPlan | null {
  const limits = plan.limits.flatMap((limit) =>
    limit.ratePerMinute === null ? [] : [{ ...limit, concurrentMax: null }],
  );
  return limits.length === 0 ? null : { ...plan, limits, price: null, reserveMicros: 0 };
}

/** The same without the rates, which have been counted already. */
export function withoutRates(plan: AdmissionPlan): AdmissionPlan {
  const limits = plan.limits.filter((limit) => limit.concurrentMax !== null);
  return { ...plan, limits: limits.map((limit) => ({ ...limit, ratePerMinute: null, burst: null })) };
}

function priceOf({ cost }: Tool): CallPrice | null {
  if (!cost) return null;
  return {
    perCall: toMicros(cost.perCall ?? 0),
    perSecond: toMicros(cost.perSecond ?? 0),
    perUnit: toMicros(cost.perUnit?.price ?? 0),
    unitsMax: cost.perUnit?.max ?? 0,
  };
}

function stopped({ intent, pattern }: { intent: string; pattern: string }): AppError {
  return new AppError({
    code: "intent_stopped",
    detail: `'${intent}' is stopped by an operator${pattern === intent ? "" : ` (rule '${pattern}')`}. Nothing was run.`,
    hint: `An admin starts it again under Limits in the console, or with: npm run limit:start -- '${pattern}'`,
    mayHaveRun: false,
  });
}
