CREATE TABLE "flows" (
	"id" text PRIMARY KEY NOT NULL,
	"intent" text NOT NULL,
	"backend" text NOT NULL,
	"target" text,
	"method" text NOT NULL,
	"reply" text NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"effects" text NOT NULL,
	"input_schema" json,
	"output_schema" json,
	"example" json NOT NULL,
	"timeout_ms" integer,
	"attempts_max" integer NOT NULL,
	"is_enabled" boolean NOT NULL,
	"auth_kind" text NOT NULL,
	"auth" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "idempotency_key" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "traceparent" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "flows_intent" ON "flows" USING btree ("intent");--> statement-breakpoint
CREATE INDEX "jobs_expiring" ON "jobs" USING btree ("expires_at") WHERE "jobs"."expires_at" is not null and "jobs"."state" in ('running', 'awaiting_approval');