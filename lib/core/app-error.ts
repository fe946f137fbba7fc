import type { ErrorCode } from "./error-codes";

/** One thing that is wrong with what was sent: where (`inputs.tags[0]`), and what to do. */
export type FieldError = { path: string; message: string };

/** How a target outside was, in the shape that callers see: left alone (`open`), tried out (`half_open`) or well. */
export type BreakerFacts = {
  target: string;
  state: "closed" | "open" | "half_open";
  /** In how many seconds it is called again; 0 when that may be at once. */
  retry_after_s: number;
};

/** How far a limit on calls is used up, in the shape that callers see. */
export type RateFacts = { name: string; limit: number; window_s: number; remaining: number; reset_s: number };

/** What a budget that stands in the way has left, in the shape that callers see. */
export type BudgetFacts = {
  budget_id: string;
  limit: number;
  spent: number;
  reserved: number;
  needed: number;
  currency: string;
  resets_at: string;
};

type AppErrorInit = {
  code: ErrorCode;
  /** A sentence for the caller. Never holds a secret or another party's words. */
  detail: string;
  hint?: string;
  errors?: FieldError[];
  /** In how many seconds the other side wants to be asked again. */
  retryAfterS?: number;
  /** The breaker of the target that failed. */
  breaker?: BreakerFacts;
  /** The limits that the call was held to. */
  rates?: RateFacts[];
  /** The budget that it would go past. */
  budget?: BudgetFacts;
  /** False where what failed provably did nothing, so that even what must happen once may be tried again. */
  mayHaveRun?: boolean;
  /** For the log only. */
  context?: Record<string, unknown>;
  cause?: unknown;
};

const brand = Symbol.for("orchestrator.app-error");

/** The one exception of this code base. Its edge translators read the code table. */
export class AppError extends Error {
  /** The bundler keeps several copies of this class; what one of them throws, another catches. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly hint: string | undefined;
  readonly errors: FieldError[];
  readonly retryAfterS: number | undefined;
  readonly breaker: BreakerFacts | undefined;
  readonly rates: RateFacts[];
  readonly budget: BudgetFacts | undefined;
  readonly mayHaveRun: boolean;
  readonly context: Record<string, unknown>;

  constructor(init: AppErrorInit) {
    super(init.detail, { cause: init.cause });
    this.name = "AppError";
    this.code = init.code;
    this.detail = init.detail;
    this.hint = init.hint;
    this.errors = init.errors ?? [];
    this.retryAfterS = init.retryAfterS;
    this.breaker = init.breaker;
    this.rates = init.rates ?? [];
    this.budget = init.budget;
    this.mayHaveRun = init.mayHaveRun ?? true;
    this.context = init.context ?? {};
  }
  /** The same error with other facts. */
  with(change: Partial<Pick<AppErrorInit, "hint" | "mayHaveRun" | "retryAfterS" | "breaker">>): AppError {
    const { code, detail, hint, errors, retryAfterS, breaker, rates, budget, mayHaveRun, context, cause } = this;
    const known = {
      ...(hint !== undefined && { hint }),
      ...(retryAfterS !== undefined && { retryAfterS }),
      ...(breaker && { breaker }),
      ...(budget && { budget }),
    };
    return new AppError({ code, detail, errors, rates, mayHaveRun, context, cause, ...known, ...change });
  }
}
