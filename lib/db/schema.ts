import { sql } from "drizzle-orm";
import { bigint, index, integer, json, pgTable, primaryKey, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { CallbackState, CallerKind, JobEventType, JobState, Mode } from "@/lib/contracts/job";
import type { JobsFilter } from "@/lib/contracts/jobs-filter";
import type { JsonObject } from "@/lib/contracts/json";
import type { Right } from "@/lib/contracts/key";
import type { Effects } from "@/lib/contracts/tool";
import type { Preferences, UserRole } from "@/lib/contracts/user";
import type { BreakerFacts } from "@/lib/core/app-error";
import type { ErrorCode } from "@/lib/core/error-codes";
import { at } from "./at";

/** Why a job failed, as its caller was told. */
export type JobError = {
  code: ErrorCode;
  error: string;
  hint?: string;
  errors?: { path: string; message: string }[];
  breaker?: BreakerFacts;
  /** False where it provably did nothing; without it, it may have. */
  mayHaveRun?: false;
};

// `json`, not `jsonb`: a replayed answer must be the first one to the byte, and jsonb reorders keys.
export const jobs = pgTable(
  "jobs",
  {
    id: text().primaryKey(),
    intent: text().notNull(),
    mode: text().$type<Mode>().notNull(),
    state: text().$type<JobState>().notNull(),
    callerId: text("caller_id").notNull(),
    callerName: text("caller_name").notNull(),
    inputs: json().$type<JsonObject>().notNull(),
    context: json().$type<JsonObject>(),
    callbackUrl: text("callback_url"),
    requestId: text("request_id").notNull(),
    /** `dryRunNote` when nothing was done: what to do next. */
    result: json().$type<{ value: unknown; dryRunNote?: string }>(),
    error: json().$type<JobError>(),
    createdAt: at("created_at").notNull(),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    durationMs: integer("duration_ms"),
    effects: text().$type<Effects>().notNull().default("once"),
    namespace: text().notNull().default("default"),
    callerKind: text("caller_kind").$type<CallerKind>().notNull().default("key"),
    /** Which run of it this is; a process that lost the job writes nothing with an older number. */
    attempt: integer().notNull().default(0),
    attemptsMax: integer("attempts_max").notNull().default(1),
    /** Higher goes first. */
    priority: smallint().notNull().default(0),
    /** When it may start; in the future for a delayed one and between attempts. */
    runAt: at("run_at"),
    /** The process that runs it. */
    heldBy: text("held_by"),
    /** Until when that process holds it without a sign of life; past that, it is taken for dead. */
    leaseUntil: at("lease_until"),
    /** When the engine behind the queue was told of it; null until then, and always with the embedded queue. */
    sentAt: at("sent_at"),
    /** The job that this one repeats. */
    replayOf: text("replay_of"),
    /** The caller's own, not the hash of a request; whoever carries the job out elsewhere is told of it. */
    idempotencyKey: text("idempotency_key"),
    /** As the caller sent it (W3C Trace Context). */
    traceparent: text("traceparent"),
    /** When it ends as expired: nobody runs it here, and it waits for somebody outside to bring it to its end. */
    expiresAt: at("expires_at"),
    /** What it cost in the end, in millionths of the installation's currency. */
    costMicros: bigint("cost_micros", { mode: "number" }).notNull().default(0),
  },
  (table) => [
    index("jobs_by_caller").on(table.callerId, table.id),
    index("jobs_by_intent").on(table.intent, table.id),
    // Most jobs succeed, and those are found by the others: this one stays small, and finds what is held or failed.
    index("jobs_waiting")
      .on(table.priority.desc().nullsFirst(), table.runAt, table.id)
      .where(sql`${table.state} in ('queued', 'retrying')`),
    index("jobs_unsuccessful").on(table.state, table.id).where(sql`${table.state} <> 'succeeded'`),
    index("jobs_by_replayed").on(table.replayOf, table.id).where(sql`${table.replayOf} is not null`),
    index("jobs_expiring")
      .on(table.expiresAt)
      .where(sql`${table.expiresAt} is not null and ${table.state} in ('running', 'awaiting_approval')`),
  ],
);

/** What happened to a job, in order: the log that streams are read from. */
export const jobEvents = pgTable(
  "job_events",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    jobId: text("job_id").notNull(),
    type: text().$type<JobEventType>().notNull(),
    data: json().$type<JsonObject>().notNull(),
    at: at("at").notNull(),
  },
  (table) => [index("job_events_by_job").on(table.jobId, table.id)],
);

/** What must be told to a caller's own address when a job has ended. */
export const callbacks = pgTable(
  "callbacks",
  {
    id: text().primaryKey(),
    jobId: text("job_id").notNull(),
    /** The job's caller, again: each caller's are found without a join. */
    callerId: text("caller_id").notNull().default(""),
    url: text().notNull(),
    state: text().$type<CallbackState>().notNull(),
    attempt: integer().notNull(),
    nextAt: at("next_at").notNull(),
    leaseUntil: at("lease_until"),
    createdAt: at("created_at").notNull(),
    finishedAt: at("finished_at"),
  },
  (table) => [
    index("callbacks_by_job").on(table.jobId),
    index("callbacks_due_by_caller").on(table.callerId, table.nextAt).where(sql`${table.state} = 'waiting'`),
    // Nearly all are delivered at once: what is left here is what an operator must look at.
    index("callbacks_in_trouble").on(table.jobId).where(sql`${table.state} <> 'delivered' and ${table.attempt} > 0`),
  ],
);

export const callbackAttempts = pgTable(
  "callback_attempts",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    callbackId: text("callback_id")
      .notNull()
      .references(() => callbacks.id, { onDelete: "cascade" }),
    attempt: integer().notNull(),
    at: at("at").notNull(),
    /** The receiver's HTTP status; null when there was no answer. */
    status: integer(),
    durationMs: integer("duration_ms").notNull(),
    /** Why it did not count as delivered. */
    error: text(),
  },
  (table) => [index("callback_attempts_by_callback").on(table.callbackId, table.id)],
);

/** What signs a caller's callbacks (Standard Webhooks), encrypted; the previous one signs too until its time is over. */
export const callbackSecrets = pgTable("callback_secrets", {
  callerId: text("caller_id").primaryKey(),
  secret: text().notNull(),
  previous: text(),
  previousUntil: at("previous_until"),
  createdAt: at("created_at").notNull(),
});

/** Which job answers for a request that changes something, for an hour. */
export const idempotencyClaims = pgTable(
  "idempotency_claims",
  {
    callerId: text("caller_id").notNull(),
    key: text().notNull(),
    /** SHA-256 of intent and inputs: the same key with another one is a conflict. */
    fingerprint: text().notNull(),
    jobId: text("job_id").notNull(),
    expiresAt: at("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.callerId, table.key] }),
    index("claims_by_job").on(table.jobId),
    index("claims_by_expiry").on(table.expiresAt),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    hash: text().notNull(),
    startsWith: text("starts_with").notNull(),
    intents: text().array().notNull(),
    namespace: text().notNull(),
    rights: text().array().$type<Right[]>().notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at"),
    revokedAt: at("revoked_at"),
    /** The user who made it, or whose key made it; null for one of the command line. */
    ownerId: text("owner_id"),
    /** Refused from then on, until an admin lets it go on. */
    pausedAt: at("paused_at"),
    /** To the minute, at the latest. */
    lastUsedAt: at("last_used_at"),
    /** Addresses and networks (CIDR) that it may come from; any when there are none. */
    addresses: text().array().notNull().default([]),
    /** The first key of those that it takes over from by rotation: as that caller it goes on. */
    replaces: text(),
    /** Calls a minute, in the long run; null without a limit. */
    ratePerMinute: integer("rate_per_minute"),
    /** How many of them may come at once; null for a minute's worth. */
    burst: integer(),
    /** How many of its jobs may be unfinished at once; null without a limit. */
    concurrentMax: integer("concurrent_max"),
  },
  (table) => [uniqueIndex("api_keys_hash").on(table.hash), index("api_keys_by_owner").on(table.ownerId)],
);

export const users = pgTable(
  "users",
  {
    id: text().primaryKey(),
    email: text().notNull(),
    name: text().notNull().default(""),
    /** Null for who signs in elsewhere only. */
    passwordHash: text("password_hash"),
    role: text().$type<UserRole>().notNull(),
    /** Written into every session; a session with another one has ended. */
    sessionVersion: integer("session_version").notNull().default(0),
    preferences: json().$type<Partial<Preferences>>().notNull().default({}),
    createdAt: at("created_at").notNull(),
    lastSignInAt: at("last_sign_in_at"),
  },
  (table) => [uniqueIndex("users_email").on(sql`lower(${table.email})`)],
);

/** Filters of the jobs list that a user keeps under a name. */
export const jobViews = pgTable(
  "job_views",
  {
    id: text().primaryKey(),
    /** The user or key that kept it, and alone sees it. */
    ownerId: text("owner_id").notNull(),
    name: text().notNull(),
    filter: json().$type<JobsFilter>().notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [uniqueIndex("job_views_name").on(table.ownerId, table.name)],
);
