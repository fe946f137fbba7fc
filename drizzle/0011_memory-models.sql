CREATE TABLE "memory_model" (
	"id" smallint PRIMARY KEY NOT NULL,
	"in_use" text NOT NULL,
	"coming" text
);
--> statement-breakpoint
CREATE TABLE "reembeddings" (
	"id" text PRIMARY KEY NOT NULL,
	"from_model" text NOT NULL,
	"to_model" text NOT NULL,
	"state" text NOT NULL,
	"cursor" text DEFAULT '' NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"rate_per_s" real,
	"fault" text,
	"held_by" text,
	"lease_until" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone NOT NULL,
	"progressed_at" timestamp (3) with time zone NOT NULL,
	"switched_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "approvals_by_asker" ON "approvals" USING btree ("asked_by_id","id");--> statement-breakpoint
CREATE INDEX "approvals_by_state" ON "approvals" USING btree ("state","id");