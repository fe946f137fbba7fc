CREATE TABLE "alert_rules" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"intent" text NOT NULL,
	"threshold" double precision NOT NULL,
	"window_s" integer NOT NULL,
	"calls_min" integer NOT NULL,
	"is_enabled" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"checked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"rule_id" text NOT NULL,
	"kind" text NOT NULL,
	"intent" text NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"held_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"value" double precision NOT NULL,
	"threshold" double precision NOT NULL,
	"window_s" integer NOT NULL,
	"about" text NOT NULL,
	"notice" text,
	"notice_tries" integer NOT NULL,
	"notice_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "usage_days" (
	"day" timestamp (3) with time zone NOT NULL,
	"intent" text NOT NULL,
	"mode" text NOT NULL,
	"caller_id" text NOT NULL,
	"caller_kind" text NOT NULL,
	"caller_name" text NOT NULL,
	"namespace" text NOT NULL,
	"outcome" text NOT NULL,
	"code" text NOT NULL,
	"cost_micros" bigint NOT NULL,
	"calls" bigint NOT NULL,
	"time_buckets" smallint[] NOT NULL,
	"time_counts" integer[] NOT NULL,
	CONSTRAINT "usage_days_key" PRIMARY KEY("day","caller_id","intent","mode","namespace","outcome","code")
);
--> statement-breakpoint
CREATE TABLE "usage_hours" (
	"hour" timestamp (3) with time zone NOT NULL,
	"intent" text NOT NULL,
	"mode" text NOT NULL,
	"caller_id" text NOT NULL,
	"caller_kind" text NOT NULL,
	"caller_name" text NOT NULL,
	"namespace" text NOT NULL,
	"outcome" text NOT NULL,
	"code" text NOT NULL,
	"cost_micros" bigint NOT NULL,
	"calls" bigint NOT NULL,
	"time_buckets" smallint[] NOT NULL,
	"time_counts" integer[] NOT NULL,
	CONSTRAINT "usage_hours_key" PRIMARY KEY("hour","caller_id","intent","mode","namespace","outcome","code")
);
--> statement-breakpoint
CREATE TABLE "usage_inbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "usage_inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"intent" text NOT NULL,
	"mode" text NOT NULL,
	"caller_id" text NOT NULL,
	"caller_kind" text NOT NULL,
	"caller_name" text NOT NULL,
	"namespace" text NOT NULL,
	"outcome" text NOT NULL,
	"code" text NOT NULL,
	"cost_micros" bigint NOT NULL,
	"duration_ms" integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_firing" ON "alerts" USING btree ("rule_id") WHERE "alerts"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_untold" ON "alerts" USING btree ("notice_at") WHERE "alerts"."notice" is not null;--> statement-breakpoint
CREATE INDEX "usage_days_by_caller" ON "usage_days" USING btree ("caller_id","day");--> statement-breakpoint
CREATE INDEX "usage_days_by_intent" ON "usage_days" USING btree ("intent","day");--> statement-breakpoint
CREATE INDEX "usage_hours_by_caller" ON "usage_hours" USING btree ("caller_id","hour");--> statement-breakpoint
CREATE INDEX "usage_hours_by_intent" ON "usage_hours" USING btree ("intent","hour");