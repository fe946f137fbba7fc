CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"starts_with" text NOT NULL,
	"intents" text[] NOT NULL,
	"namespace" text NOT NULL,
	"rights" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "embedding_models" (
	"id" "smallserial" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"dimensions" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_claims" (
	"caller_id" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"job_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_claims_caller_id_key_pk" PRIMARY KEY("caller_id","key")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"intent" text NOT NULL,
	"mode" text NOT NULL,
	"state" text NOT NULL,
	"caller_id" text NOT NULL,
	"caller_name" text NOT NULL,
	"inputs" json NOT NULL,
	"context" json,
	"callback_url" text,
	"request_id" text NOT NULL,
	"result" json,
	"error" json,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"duration_ms" integer,
	"lease_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "memories" (
	"id" text PRIMARY KEY NOT NULL,
	"namespace" text NOT NULL,
	"text" text NOT NULL,
	"text_hash" text NOT NULL,
	"tags" text[] NOT NULL,
	"metadata" jsonb NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('english', "memories"."text")) STORED NOT NULL,
	"needs_embedding" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memory_vectors" (
	"model_id" smallint NOT NULL,
	"memory_id" text NOT NULL,
	"namespace" text NOT NULL,
	"embedding" vector NOT NULL,
	CONSTRAINT "memory_vectors_model_id_memory_id_pk" PRIMARY KEY("model_id","memory_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "memory_vectors" ADD CONSTRAINT "memory_vectors_model_id_embedding_models_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."embedding_models"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory_vectors" ADD CONSTRAINT "memory_vectors_memory_id_memories_id_fk" FOREIGN KEY ("memory_id") REFERENCES "public"."memories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "embedding_models_name" ON "embedding_models" USING btree ("name","dimensions");--> statement-breakpoint
CREATE INDEX "claims_by_job" ON "idempotency_claims" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "claims_by_expiry" ON "idempotency_claims" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "jobs_by_caller" ON "jobs" USING btree ("caller_id","id");--> statement-breakpoint
CREATE INDEX "jobs_by_intent" ON "jobs" USING btree ("intent","id");--> statement-breakpoint
CREATE INDEX "jobs_unsuccessful" ON "jobs" USING btree ("state","id") WHERE "jobs"."state" <> 'succeeded';--> statement-breakpoint
CREATE UNIQUE INDEX "memories_exact" ON "memories" USING btree ("namespace","text_hash");--> statement-breakpoint
CREATE INDEX "memories_by_namespace" ON "memories" USING btree ("namespace","id");--> statement-breakpoint
CREATE INDEX "memories_search" ON "memories" USING gin ("search") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "memories_tags" ON "memories" USING gin ("tags") WITH (fastupdate=false) WHERE "memories"."tags" <> '{}';--> statement-breakpoint
CREATE INDEX "memories_metadata" ON "memories" USING gin ("metadata" jsonb_path_ops) WITH (fastupdate=false) WHERE "memories"."metadata" <> '{}';--> statement-breakpoint
CREATE INDEX "memories_waiting" ON "memories" USING btree ("id") WHERE "memories"."needs_embedding";--> statement-breakpoint
CREATE INDEX "vectors_by_memory" ON "memory_vectors" USING btree ("memory_id");--> statement-breakpoint
CREATE INDEX "vectors_by_namespace" ON "memory_vectors" USING btree ("namespace","model_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));