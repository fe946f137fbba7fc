import { fromMicros } from "@/lib/contracts/money";
import { AppError, type RateFacts } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";

/** A row of `admit_call`. */
export type VerdictRow = {
  verdict: "admitted" | "twin" | "rate_limited" | "too_many_jobs" | "budget_exceeded";
  facts: Facts | string;
};

type Facts = {
  rates: RateFacts[];
  refused: Refused | null;
  retry_after_s?: number;
};

type Refused = {
  name: string;
  per_minute: number;
  concurrent_max: number;
  budget_id: string;
  scope: "key" | "namespace" | "intent" | "total";
  subject: string;
  period: "day" | "month";
  hard: number;
  spent: number;
  reserved: number;
  needed: number;
  resets_at: string;
  resets_in_s: number;
};

/** Whether a call is on record now, or one like it was before; and how far its limits are used up. */
export type Admitted = { isNew: boolean; rates: RateFacts[] };

/** How long to wait for a place that somebody else's job has, which nobody knows. */
const placeWaitS = 5;

/** What was said to a call. Throws `rate_limited`, `too_many_jobs` or `budget_exceeded`. */
export function readVerdict(ctx: Pick<Context, "env" | "actor">, { verdict, facts: read }: VerdictRow): Admitted {
  const facts = (typeof read === "string" ? JSON.parse(read) : read) as Facts;
  const { rates } = facts;
  switch (verdict) {
    case "admitted":
      return { isNew: true, rates };
    case "twin":
      return { isNew: false, rates };
    case "rate_limited":
      throw rateLimited(facts);
    case "too_many_jobs":
      throw tooManyJobs(facts);
    case "budget_exceeded":
      throw budgetExceeded(ctx, facts);
  }
}

function rateLimited({ rates, refused, retry_after_s = 1 }: Facts): AppError {
  const retryAfterS = Math.max(1, Math.ceil(retry_after_s));
  return new AppError({
    code: "rate_limited",
    detail: `Too many calls: ${whose(refused)} allows ${refused?.per_minute} a minute. Nothing was run; try again in ${retryAfterS} s.`,
    hint: "Send calls more slowly. An admin can raise the limit.",
    retryAfterS,
    rates,
    mayHaveRun: false,
  });
}

function tooManyJobs({ rates, refused }: Facts): AppError {
  return new AppError({
    code: "too_many_jobs",
    detail: `Too many jobs at once: ${whose(refused)} allows ${refused?.concurrent_max} that have not ended. Nothing was run.`,
    hint: "Wait until one of them has ended, or cancel one. An admin can raise the limit.",
    retryAfterS: placeWaitS,
    rates,
    mayHaveRun: false,
  });
}

function whose(refused: Refused | null): string {
  return refused === null || refused.name === "caller" ? "this caller's key" : `the limit on '${refused.name}'`;
}

function budgetExceeded({ env, actor }: Pick<Context, "env" | "actor">, { rates, refused }: Facts): AppError {
  if (!refused) throw new Error("admit_call refused for a budget and named none");
  const { budget_id, scope, subject, period, resets_in_s } = refused;
  const amount = (micros: number) => `${fromMicros(micros)} ${env.currency}`;
  const resetsAt = new Date(refused.resets_at).toISOString();
  const of = {
    key: subject === actor.id ? "this caller" : "the user whom this caller acts for",
    namespace: `namespace '${subject}'`,
    intent: `'${subject}'`,
    total: "all calls",
  }[scope];
  const held = refused.reserved > 0 ? ` and ${amount(refused.reserved)} set aside for running calls` : "";
  return new AppError({
    code: "budget_exceeded",
    detail: `The budget of ${of} has too little left: ${amount(refused.spent)} of ${amount(refused.hard)} a ${period} are spent${held}, and this call may cost ${amount(refused.needed)}. It begins anew at ${resetsAt}. Nothing was run.`,
    hint: `An admin can raise it, under Limits in the console or with: npm run budget:edit -- ${budget_id}`,
    retryAfterS: resets_in_s,
    rates,
    budget: {
      budget_id,
      limit: fromMicros(refused.hard),
      spent: fromMicros(refused.spent),
      reserved: fromMicros(refused.reserved),
      needed: fromMicros(refused.needed),
      currency: env.currency,
      resets_at: resetsAt,
    },
    mayHaveRun: false,
  });
}
