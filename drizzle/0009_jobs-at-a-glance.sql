CREATE TABLE "job_views" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"filter" json NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "job_views_name" ON "job_views" USING btree ("owner_id","name");--> statement-breakpoint
CREATE INDEX "callbacks_in_trouble" ON "callbacks" USING btree ("job_id") WHERE "callbacks"."state" <> 'delivered' and "callbacks"."attempt" > 0;--> statement-breakpoint
CREATE INDEX "jobs_by_replayed" ON "jobs" USING btree ("replay_of","id") WHERE "jobs"."replay_of" is not null;