ALTER TABLE "api_keys" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "addresses" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "replaces" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "rate_per_minute" integer;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "burst" integer;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "concurrent_max" integer;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "cost_micros" bigint DEFAULT 0 NOT NULL;