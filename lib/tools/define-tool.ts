import type { z } from "zod";
import type { ApprovalCard } from "@/lib/contracts/approval";
import { Intent } from "@/lib/contracts/intent";
import type { Mode } from "@/lib/contracts/job";
import type { JobFileView } from "@/lib/contracts/job-file";
import type { JsonObject } from "@/lib/contracts/json";
import type { Effects, Risk } from "@/lib/contracts/tool";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import type { HandedOver } from "./handed-over";

/** How a running tool tells how it is going; whoever streams the job sees it. */
export type Report = {
  /** How far it is: `fraction` between 0 and 1 where it is known, and in words. The newest one counts. */
  progress(progress: { fraction?: number; message: string }): void;
  /** A piece of what it puts out; pieces that come quickly are joined. */
  output(text: string): void;
  /** So many units more of what its price is by: tokens, pages. Those of a run that fails count too. */
  units(count: number): void;
};

/** The job that a run belongs to. */
export type RunOf = Pick<Job, "id" | "attempt" | "context" | "idempotencyKey" | "traceparent">;

/** What a running tool asks whoever called it, or an operator. */
export type Question = {
  message: string;
  /** JSON Schema of the answer: a flat object of simple values (`QuestionSchema`); null where nothing is filled in. */
  schema: JsonObject | null;
  /** Where the user is to go first; http or https. */
  url?: string;
};

/** `decline` is a no, `cancel` is no answer: nobody gave one in time, or the question could not be shown. */
export type Answer = { action: "accept"; content: JsonObject } | { action: "decline" } | { action: "cancel" };

/** A file that a tool made, and where it is once it is kept. */
export type MadeFile = { name: string; mimeType: string; content: Uint8Array };
export type KeptFile = JobFileView;

/** What a tool gets when it is run. */
export type ToolContext = Context & {
  report: Report;
  job: RunOf;
  /**
   * Asks, and waits for the answer; the run's time stands still meanwhile. Of several, one is asked at a time. Throws
   * when the run is stopped.
   */
  ask(question: Question): Promise<Answer>;
  /** Keeps a file with the job. Throws `output_too_large` for more than is kept. */
  keep(file: MadeFile): Promise<KeptFile>;
};

/** What a call costs, in the installation's currency with six decimals at most. A rule of the operator's overrides it. */
export type ToolCost = {
  /** However it ends, if it began. */
  perCall?: number;
  /** For each second of its run. */
  perSecond?: number;
  /** For each unit that it reports (`ctx.report.units`); `max` of them are reserved before it runs. */
  perUnit?: { unit: string; price: number; max: number };
};

/** What stands before a run: nothing, only a look at what it would do, or a person's yes to exactly what is bound. */
export type Gate =
  | { kind: "run" }
  | { kind: "dry_run"; result: JsonObject; note: string }
  | {
      kind: "approval";
      card: ApprovalCard;
      /** What the yes holds for beside intent and inputs: if it has changed by the run, the yes is void. */
      bound: JsonObject;
      needed: number;
      fourEyes: boolean;
    };

type ToolDefinition<Input extends z.ZodType, Output, Returned extends Output> = {
  intent: string;
  title: string;
  /** What it does and when to use it, for a model that has to choose; 300 characters at most. */
  description: string;
  /** What running it changes; retry, idempotency and hints for clients follow from this. */
  effects: Effects;
  risk?: Risk;
  /** Whether it deals with something outside of this program, whose answers nobody vouches for. */
  isOpenWorld?: boolean;
  input: Input;
  output: z.ZodType<Output>;
  example: z.input<Input>;
  /** How many of it may run at once, in all processes together; without this, only the process has a limit. */
  concurrencyMax?: number;
  /** How long one run may take, in milliseconds. `ctx.signal` aborts then. */
  timeoutMs: number;
  /** Without this, and without a rule that sets a price, it costs nothing. */
  cost?: ToolCost;
  /** What stands before a run with this input; without it, a `dangerous` tool shows its inputs to a person. */
  gate?(ctx: Context, input: z.output<Input>): Promise<Gate>;
  /**
   * Whether an earlier answer may still be replayed: one about a thing that has since been removed may not. Without
   * this, an answer holds for its hour.
   */
  isStillTrue?(ctx: Context, output: Output): Promise<boolean>;
  run(ctx: ToolContext, input: z.output<Input>): Promise<Returned>;
};

/** A tool whose input has been forgotten by the types and is checked by its schema instead. */
export type Tool = Omit<ToolDefinition<z.ZodType, unknown, unknown>, "risk" | "gate" | "isStillTrue" | "run"> & {
  /** Which engine runs it. */
  mode: Mode;
  risk: Risk;
  /** Where it runs, of one that is not a part of this program; its words are a stranger's then. */
  origin?: string;
  /** Changes with its definition, where that is not a part of this program. */
  version?: string;
  /** How often it is tried in all; without this, three times, and what must happen once, once. */
  attemptsMax?: number;
  gate?(ctx: Context, input: unknown): Promise<Gate>;
  isStillTrue(ctx: Context, output: unknown): Promise<boolean>;
  run(ctx: ToolContext, input: unknown): Promise<unknown | HandedOver>;
};

const descriptionCharsMax = 300;

/**
 * Makes a tool of its definition. From this alone come validation, `GET /tools`, OpenAPI and its operation.
 * Throws at load for a name or a description that a client could not use.
 */
export function defineTool<Input extends z.ZodType, Output, const Returned extends Output>(
  definition: ToolDefinition<Input, Output, Returned>,
): Tool {
  Intent.parse(definition.intent);
  if (definition.description.length > descriptionCharsMax) {
    throw new Error(`${definition.intent}: the description is over ${descriptionCharsMax} characters`);
  }
  const { gate, ...rest } = definition;
  return {
    ...rest,
    ...(gate && { gate: (ctx: Context, input: unknown) => gate(ctx, input as z.output<Input>) }),
    mode: "agent",
    risk: definition.risk ?? "low",
    isStillTrue: async (ctx, output) => (await definition.isStillTrue?.(ctx, output as Output)) ?? true,
    run: (ctx, input) => definition.run(ctx, input as z.output<Input>),
  };
}
