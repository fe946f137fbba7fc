import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { BudgetPeriod, BudgetScope } from "@/lib/contracts/budget";
import type { CountsBy } from "@/lib/contracts/intent-rule";
import { at } from "./at";

/** Millionths of the installation's currency. */
const micros = (name: string) => bigint(name, { mode: "number" });

/** What an operator says of an intent, a family of them (`ssh.*`) or all (`*`). */
export const intentRules = pgTable("intent_rules", {
  pattern: text().primaryKey(),
  /** False stops every matching intent. */
  isEnabled: boolean("is_enabled").notNull().default(true),
  /** Calls a minute, in the long run; null without a limit. */
  ratePerMinute: integer("rate_per_minute"),
  /** How many of them may come at once; null for a minute's worth. */
  burst: integer(),
  /** How many jobs may be unfinished at once; null without a limit. */
  concurrentMax: integer("concurrent_max"),
  /** Whether each caller has the limits for itself, or all share them. */
  counts: text().$type<CountsBy>().notNull().default("caller"),
  /** Null in all three: it sets no price. */
  pricePerCall: micros("price_per_call"),
  pricePerSecond: micros("price_per_second"),
  pricePerUnit: micros("price_per_unit"),
  /** What is counted as units, in words. */
  unit: text(),
  /** How many units are reserved before a call. */
  unitsMax: integer("units_max"),
  updatedAt: at("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
});

/** What a limit has counted: of a caller, or of a rule. One that nobody has used is not here. */
export const limitCounters = pgTable("limit_counters", {
  subject: text().primaryKey(),
  /** Theoretical arrival time (GCRA): when the bucket is full again. To the microsecond, or fractions would add up. */
  tat: timestamp({ withTimezone: true, mode: "string" }),
  /** The live reservations that name it. */
  inFlight: integer("in_flight").notNull().default(0),
});

/** What may be spent, by whom, in a day or a month (UTC). */
export const budgets = pgTable(
  "budgets",
  {
    id: text().primaryKey(),
    scope: text().$type<BudgetScope>().notNull(),
    /** The caller's id, the namespace or the intent pattern; empty for `total`. */
    subject: text().notNull(),
    period: text().$type<BudgetPeriod>().notNull(),
    /** From here on it is told once a period; null for never. */
    softMicros: micros("soft_micros"),
    /** A call that might go past this is refused; null for never. */
    hardMicros: micros("hard_micros"),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (table) => [uniqueIndex("budgets_of").on(table.scope, table.subject, table.period)],
);

/** What of a budget is gone in one period. No foreign key: a call need not wait for a budget that is being removed. */
export const budgetPeriods = pgTable(
  "budget_periods",
  {
    /** The budget's id and the first day. */
    id: text().primaryKey(),
    budgetId: text("budget_id").notNull(),
    startsAt: at("starts_at").notNull(),
    endsAt: at("ends_at").notNull(),
    spentMicros: micros("spent_micros").notNull().default(0),
    reservedMicros: micros("reserved_micros").notNull().default(0),
    softNotifiedAt: at("soft_notified_at"),
  },
  (table) => [index("budget_periods_by_budget").on(table.budgetId, table.startsAt)],
);

/** What an unfinished call holds until it is settled: its places, and the most that it can cost. */
export const callReservations = pgTable(
  "call_reservations",
  {
    jobId: text("job_id").primaryKey(),
    /** The counters whose `in_flight` it is a part of. */
    counters: text().array().notNull(),
    /** The budget periods whose `reserved_micros` it is a part of. */
    periods: text().array().notNull(),
    reservedMicros: micros("reserved_micros").notNull(),
    perCall: micros("per_call").notNull(),
    perSecond: micros("per_second").notNull(),
    perUnit: micros("per_unit").notNull(),
    /** More seconds than this are not charged: so many are reserved. */
    durationMsMax: bigint("duration_ms_max", { mode: "number" }).notNull(),
    /** What the tool has reported so far, over all attempts. */
    units: doublePrecision().notNull().default(0),
    /** When it is given up, should its job never be put on record; null for one that was recorded with it. */
    expiresAt: at("expires_at"),
  },
  (table) => [index("call_reservations_expiring").on(table.expiresAt).where(sql`${table.expiresAt} is not null`)],
);
