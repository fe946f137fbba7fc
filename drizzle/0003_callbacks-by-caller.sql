DROP INDEX "callbacks_due";--> statement-breakpoint
ALTER TABLE "callbacks" ADD COLUMN "caller_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "callbacks_due_by_caller" ON "callbacks" USING btree ("caller_id","next_at") WHERE "callbacks"."state" = 'waiting';--> statement-breakpoint
UPDATE "callbacks" SET "caller_id" = "jobs"."caller_id" FROM "jobs" WHERE "jobs"."id" = "callbacks"."job_id";