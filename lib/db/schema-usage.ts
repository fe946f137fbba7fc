import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { AlertKind, AlertNotice } from "@/lib/contracts/alert";
import type { UsageCallerKind, UsageOutcome } from "@/lib/contracts/usage";
import { at } from "./at";

/** What usage is told apart by, beside the hour. */
const facts = {
  intent: text().notNull(),
  /** Empty where no engine was chosen yet. */
  mode: text().notNull(),
  callerId: text("caller_id").notNull(),
  callerKind: text("caller_kind").$type<UsageCallerKind>().notNull(),
  callerName: text("caller_name").notNull(),
  namespace: text().notNull(),
  outcome: text().$type<UsageOutcome>().notNull(),
  /** The error code; empty where nothing went wrong. */
  code: text().notNull(),
  costMicros: bigint("cost_micros", { mode: "number" }).notNull(),
};

/** Each job that has ended, written with its end and counted into `usage_hours` a moment later. */
export const usageInbox = pgTable("usage_inbox", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  at: at("at").notNull(),
  ...facts,
  durationMs: integer("duration_ms"),
});

const counts = {
  ...facts,
  calls: bigint({ mode: "number" }).notNull(),
  /** How long they took: which buckets (lib/policy/time-buckets.ts) hold any, and how many each. */
  timeBuckets: smallint("time_buckets").array().notNull(),
  timeCounts: integer("time_counts").array().notNull(),
};

/** What was called and refused in one hour (UTC), counted together. */
export const usageHours = pgTable("usage_hours", { hour: at("hour").notNull(), ...counts }, (table) => [
  primaryKey({
    name: "usage_hours_key",
    columns: [table.hour, table.callerId, table.intent, table.mode, table.namespace, table.outcome, table.code],
  }),
  index("usage_hours_by_caller").on(table.callerId, table.hour),
  index("usage_hours_by_intent").on(table.intent, table.hour),
]);

/** The same of each day, so that a year is read in a 24th of the rows. */
export const usageDays = pgTable("usage_days", { day: at("day").notNull(), ...counts }, (table) => [
  primaryKey({
    name: "usage_days_key",
    columns: [table.day, table.callerId, table.intent, table.mode, table.namespace, table.outcome, table.code],
  }),
  index("usage_days_by_caller").on(table.callerId, table.day),
  index("usage_days_by_intent").on(table.intent, table.day),
]);

/** When the operators are told. */
export const alertRules = pgTable("alert_rules", {
  id: text().primaryKey(),
  kind: text().$type<AlertKind>().notNull(),
  /** Which calls it looks at: an intent, a family or `*`. */
  intent: text().notNull(),
  /** In the unit of its kind. */
  threshold: doublePrecision().notNull(),
  windowS: integer("window_s").notNull(),
  callsMin: integer("calls_min").notNull(),
  isEnabled: boolean("is_enabled").notNull(),
  updatedAt: at("updated_at").notNull(),
  /** When a process looked last; the others need not for a while. */
  checkedAt: at("checked_at"),
});

/** Each time that a rule began to hold, and when that was over. */
export const alerts = pgTable(
  "alerts",
  {
    id: text().primaryKey(),
    ruleId: text("rule_id").notNull(),
    kind: text().$type<AlertKind>().notNull(),
    intent: text().notNull(),
    beganAt: at("began_at").notNull(),
    /** When it was seen to hold last. */
    heldAt: at("held_at").notNull(),
    endedAt: at("ended_at"),
    value: doublePrecision().notNull(),
    threshold: doublePrecision().notNull(),
    windowS: integer("window_s").notNull(),
    /** What it is about in particular: the worst intents, the targets that are left alone. */
    about: text().notNull(),
    /** What must be told next; null when nothing must. */
    notice: text().$type<AlertNotice>(),
    noticeTries: integer("notice_tries").notNull(),
    noticeAt: at("notice_at"),
  },
  (table) => [
    uniqueIndex("alerts_firing").on(table.ruleId).where(sql`${table.endedAt} is null`),
    index("alerts_untold").on(table.noticeAt).where(sql`${table.notice} is not null`),
  ],
);
