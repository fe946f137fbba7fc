CREATE TABLE "approval_decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"approval_id" text NOT NULL,
	"hash" text NOT NULL,
	"decision" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_name" text NOT NULL,
	"reason" text NOT NULL,
	"inputs_before" json,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" text PRIMARY KEY NOT NULL,
	"job_id" text NOT NULL,
	"intent" text NOT NULL,
	"state" text NOT NULL,
	"card" json NOT NULL,
	"hash" text NOT NULL,
	"asked_by_id" text NOT NULL,
	"asked_by_kind" text NOT NULL,
	"asked_by_name" text NOT NULL,
	"owner_id" text,
	"four_eyes" boolean NOT NULL,
	"needed" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"run_before" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"subject" text NOT NULL,
	"data" json NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hosts" (
	"id" text PRIMARY KEY NOT NULL,
	"alias" text NOT NULL,
	"address" text NOT NULL,
	"port" integer NOT NULL,
	"user" text NOT NULL,
	"tags" text[] NOT NULL,
	"jump_host_id" text,
	"auth_kind" text NOT NULL,
	"auth" text NOT NULL,
	"host_key_algorithm" text,
	"host_key_fingerprint" text,
	"connect_timeout_ms" integer NOT NULL,
	"sessions_max" integer NOT NULL,
	"intents" text[] NOT NULL,
	"four_eyes" boolean NOT NULL,
	"approvals_needed" integer NOT NULL,
	"is_enabled" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "approval_decisions" ADD CONSTRAINT "approval_decisions_approval_id_approvals_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approvals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_by_actor" ON "approval_decisions" USING btree ("approval_id","hash","actor_id","decision");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_by_job" ON "approvals" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "approvals_waiting" ON "approvals" USING btree ("id") WHERE "approvals"."state" = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "hosts_alias" ON "hosts" USING btree ("alias");--> statement-breakpoint
CREATE INDEX "hosts_tags" ON "hosts" USING gin ("tags");--> statement-breakpoint
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
