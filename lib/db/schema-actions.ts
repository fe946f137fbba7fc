import { sql } from "drizzle-orm";
import { bigint, boolean, customType, index, integer, json, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { ApprovalCard, ApprovalState, Decision } from "@/lib/contracts/approval";
import type { AuditKind } from "@/lib/contracts/audit";
import type { FlowAuth, FlowBackend, FlowMethod } from "@/lib/contracts/flow";
import type { FlowReply } from "@/lib/contracts/flow-binding";
import type { CallerKind } from "@/lib/contracts/job";
import type { QuestionState } from "@/lib/contracts/job-question";
import type { JsonObject } from "@/lib/contracts/json";
import type { Effects } from "@/lib/contracts/tool";
import { at } from "./at";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** Which flow carries out which intents, and how it is called. */
export const flows = pgTable(
  "flows",
  {
    id: text().primaryKey(),
    /** An intent, or a family such as `gmail.*`. */
    intent: text().notNull(),
    backend: text().$type<FlowBackend>().notNull(),
    target: text(),
    method: text().$type<FlowMethod>().notNull(),
    reply: text().$type<FlowReply>().notNull(),
    title: text().notNull(),
    description: text().notNull(),
    effects: text().$type<Effects>().notNull(),
    inputSchema: json("input_schema").$type<JsonObject>(),
    outputSchema: json("output_schema").$type<JsonObject>(),
    example: json().$type<JsonObject>().notNull(),
    timeoutMs: integer("timeout_ms"),
    attemptsMax: integer("attempts_max").notNull(),
    isEnabled: boolean("is_enabled").notNull(),
    authKind: text("auth_kind").$type<FlowAuth["kind"]>().notNull(),
    /** How its backend knows us, encrypted; null for `none`. */
    auth: text(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (table) => [uniqueIndex("flows_intent").on(table.intent)],
);

/** The machines that commands may run on. What is dialled is only ever a row of these. */
export const hosts = pgTable(
  "hosts",
  {
    id: text().primaryKey(),
    alias: text().notNull(),
    address: text().notNull(),
    port: integer().notNull(),
    user: text().notNull(),
    tags: text().array().notNull(),
    /** The host that the connection goes through; null to dial straight. */
    jumpHostId: text("jump_host_id"),
    authKind: text("auth_kind").$type<"key" | "agent">().notNull(),
    /** Private key and passphrase, or the agent's socket, encrypted. */
    auth: text().notNull(),
    /** The key that an admin accepted; null until then, and nothing runs. */
    hostKeyAlgorithm: text("host_key_algorithm"),
    hostKeyFingerprint: text("host_key_fingerprint"),
    connectTimeoutMs: integer("connect_timeout_ms").notNull(),
    sessionsMax: integer("sessions_max").notNull(),
    /** Patterns of the intents that may use it. */
    intents: text().array().notNull(),
    /** Whether the owner of the key that asked may not decide either. */
    fourEyes: boolean("four_eyes").notNull(),
    /** How many different people must approve a command on it. */
    approvalsNeeded: integer("approvals_needed").notNull(),
    isEnabled: boolean("is_enabled").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (table) => [uniqueIndex("hosts_alias").on(table.alias), index("hosts_tags").using("gin", table.tags)],
);

/** What waits, or waited, for a person's yes. Bound by a hash to exactly what was shown. */
export const approvals = pgTable(
  "approvals",
  {
    id: text().primaryKey(),
    jobId: text("job_id").notNull(),
    intent: text().notNull(),
    state: text().$type<ApprovalState>().notNull(),
    /** What is shown to whoever decides, and all that is bound. */
    card: json().$type<ApprovalCard>().notNull(),
    /** SHA-256 of the canonical JSON of what is bound: intent, exact inputs, and what the tool binds besides. */
    hash: text().notNull(),
    askedById: text("asked_by_id").notNull(),
    askedByKind: text("asked_by_kind").$type<CallerKind>().notNull(),
    askedByName: text("asked_by_name").notNull(),
    /** The user to whom the key that asked belongs; null when it belongs to nobody. */
    ownerId: text("owner_id"),
    fourEyes: boolean("four_eyes").notNull(),
    needed: integer().notNull(),
    createdAt: at("created_at").notNull(),
    /** Nobody can decide after this. */
    expiresAt: at("expires_at").notNull(),
    decidedAt: at("decided_at"),
    /** An approved one is not carried out after this. */
    runBefore: at("run_before"),
  },
  (table) => [
    uniqueIndex("approvals_by_job").on(table.jobId),
    index("approvals_by_asker").on(table.askedById, table.id),
    index("approvals_by_state").on(table.state, table.id),
    index("approvals_waiting").on(table.id).where(sql`${table.state} = 'waiting'`),
  ],
);

/** Who said what to which version of an approval. */
export const approvalDecisions = pgTable(
  "approval_decisions",
  {
    id: text().primaryKey(),
    approvalId: text("approval_id")
      .notNull()
      .references(() => approvals.id, { onDelete: "cascade" }),
    hash: text().notNull(),
    decision: text().$type<Decision>().notNull(),
    actorId: text("actor_id").notNull(),
    actorKind: text("actor_kind").$type<CallerKind>().notNull(),
    actorName: text("actor_name").notNull(),
    /** The user it is, or to whom the key belongs: a person with two keys is one. */
    ownerId: text("owner_id"),
    reason: text().notNull(),
    /** What an edit replaced. */
    inputsBefore: json("inputs_before").$type<JsonObject>(),
    at: at("at").notNull(),
  },
  (table) => [uniqueIndex("decisions_by_actor").on(table.approvalId, table.hash, table.actorId, table.decision)],
);

/** What was decided, refused and used, in a chain: each row's hash covers the one before. A trigger refuses changes. */
export const auditLog = pgTable(
  "audit_log",
  {
    /** 1, 2, 3 and so on, without a gap. */
    seq: bigint({ mode: "number" }).primaryKey(),
    at: at("at").notNull(),
    kind: text().$type<AuditKind>().notNull(),
    actorKind: text("actor_kind").$type<CallerKind>().notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    /** The id of what it is about. */
    subject: text().notNull(),
    data: json().$type<JsonObject>().notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text().notNull(),
  },
  (table) => [
    index("audit_by_kind").on(table.kind, table.seq),
    index("audit_by_subject").on(table.subject, table.seq),
    index("audit_by_actor").on(table.actorId, table.seq),
    index("audit_by_actor_name").on(table.actorName, table.seq),
    index("audit_by_time").on(table.at),
  ],
);

/** The end of the chain, so that rows cut off at its end are missed too. One row; its lock orders writers. */
export const auditHead = pgTable("audit_head", {
  id: integer().primaryKey(),
  seq: bigint({ mode: "number" }).notNull(),
  hash: text().notNull(),
});

/** What a running job asks: it goes on with the answer of its caller or of an operator. */
export const jobQuestions = pgTable(
  "job_questions",
  {
    id: text().primaryKey(),
    jobId: text("job_id").notNull(),
    /** The run that asks; an answer to an earlier one is too late. */
    attempt: integer().notNull(),
    message: text().notNull(),
    /** JSON Schema of the answer's content; null where somebody only goes to `url` and says when it is done. */
    schema: json().$type<JsonObject>(),
    url: text(),
    state: text().$type<QuestionState>().notNull(),
    answer: json().$type<JsonObject>(),
    answeredBy: text("answered_by"),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    answeredAt: at("answered_at"),
  },
  (table) => [index("job_questions_by_job").on(table.jobId, table.id)],
);

/** What a job made that is no text: pictures, sound, documents. */
export const jobFiles = pgTable(
  "job_files",
  {
    id: text().primaryKey(),
    jobId: text("job_id").notNull(),
    name: text().notNull(),
    mimeType: text("mime_type").notNull(),
    bytesCount: integer("bytes_count").notNull(),
    content: bytea().notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [index("job_files_by_job").on(table.jobId, table.id)],
);
