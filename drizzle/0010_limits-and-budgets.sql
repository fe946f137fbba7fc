CREATE TABLE "budget_periods" (
	"id" text PRIMARY KEY NOT NULL,
	"budget_id" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"spent_micros" bigint DEFAULT 0 NOT NULL,
	"reserved_micros" bigint DEFAULT 0 NOT NULL,
	"soft_notified_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"subject" text NOT NULL,
	"period" text NOT NULL,
	"soft_micros" bigint,
	"hard_micros" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_reservations" (
	"job_id" text PRIMARY KEY NOT NULL,
	"counters" text[] NOT NULL,
	"periods" text[] NOT NULL,
	"reserved_micros" bigint NOT NULL,
	"per_call" bigint NOT NULL,
	"per_second" bigint NOT NULL,
	"per_unit" bigint NOT NULL,
	"duration_ms_max" bigint NOT NULL,
	"units" double precision DEFAULT 0 NOT NULL,
	"expires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "intent_rules" (
	"pattern" text PRIMARY KEY NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"rate_per_minute" integer,
	"burst" integer,
	"concurrent_max" integer,
	"counts" text DEFAULT 'caller' NOT NULL,
	"price_per_call" bigint,
	"price_per_second" bigint,
	"price_per_unit" bigint,
	"unit" text,
	"units_max" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_counters" (
	"subject" text PRIMARY KEY NOT NULL,
	"tat" timestamp with time zone,
	"in_flight" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX "budget_periods_by_budget" ON "budget_periods" USING btree ("budget_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "budgets_of" ON "budgets" USING btree ("scope","subject","period");--> statement-breakpoint
CREATE INDEX "call_reservations_expiring" ON "call_reservations" USING btree ("expires_at") WHERE "call_reservations"."expires_at" is not null;--> statement-breakpoint
-- Custom, from here to the end of the file: not made by drizzle-kit. See docs/decisions/0020-limits-and-budgets.md.
CREATE FUNCTION call_cost(per_call bigint, per_second bigint, per_unit bigint, duration_ms_max bigint, units double precision, attempt int, duration_ms bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN attempt < 1 THEN 0 ELSE per_call END
		+ CASE WHEN attempt < 1 THEN 0 ELSE ceil(per_second::numeric * least(greatest(coalesce(duration_ms, 0), 0), duration_ms_max) / 1000)::bigint END
		+ ceil(per_unit * units)::bigint
$$;
--> statement-breakpoint
-- Judges a call and, if it may run, counts it: locks counters, then budget periods, each in order, then makes the
-- idempotency claim. Nothing is written but for a verdict of 'admitted', or of 'twin', which counts for the rates. A plan
-- made for each list of names would cost more than it saves, here and in what settles: they are few, and found by primary key.
CREATE FUNCTION admit_call(p_job text, p_caller text, p_namespace text, p_intent text, p_limits json, p_price json, p_claim json, p_hold_s double precision, p_at timestamptz DEFAULT NULL)
RETURNS TABLE (verdict text, facts json) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	v_at timestamptz := coalesce(p_at, clock_timestamp());
	v_subjects text[] := '{}'; -- in the order in which they are locked
	v_tats timestamptz[] := '{}';
	v_adds int[] := '{}';
	v_counted text[] := '{}';
	v_periods text[] := '{}';
	v_rates jsonb := '[]';
	v_refused json;
	v_wait interval := '0';
	v_reserve bigint := coalesce((p_price ->> 'reserve')::bigint, 0);
	v_payers jsonb := coalesce((p_price -> 'payers')::jsonb, jsonb_build_array(p_caller));
	v_verdict text := 'admitted';
	v_day timestamp;
	v_day_name text;
	v_month_name text;
	v_made int;
	v_step interval;
	v_room interval;
	v_next timestamptz;
	v_resets_at timestamptz;
	v_limit record;
	v_over record;
BEGIN
	IF p_hold_s IS NOT NULL THEN
		-- What records the call later waits for the disk, and for this with it.
		PERFORM set_config('synchronous_commit', 'off', true);
	END IF;
	IF json_array_length(p_limits) > 0 THEN
		IF EXISTS (SELECT 1 FROM json_to_recordset(p_limits) AS l(subject text)
			WHERE NOT EXISTS (SELECT 1 FROM limit_counters c WHERE c.subject = l.subject)) THEN
			INSERT INTO limit_counters (subject)
			SELECT l.subject FROM json_to_recordset(p_limits) AS l(subject text) ORDER BY 1 ON CONFLICT DO NOTHING;
		END IF;
		FOR v_limit IN
			SELECT l.*, c.tat, c.in_flight
			FROM json_to_recordset(p_limits) AS l(subject text, name text, per_minute int, burst int, concurrent_max int)
			JOIN limit_counters c ON c.subject = l.subject ORDER BY l.subject FOR UPDATE OF c
		LOOP
			-- Whoever waited for a lock is judged by the time at which it was got.
			v_at := coalesce(p_at, clock_timestamp());
			v_next := NULL;
			IF v_limit.per_minute IS NOT NULL THEN
				v_step := interval '1 minute' / v_limit.per_minute;
				v_room := v_step * coalesce(v_limit.burst, v_limit.per_minute);
				-- Further off than a whole bucket it can only be after the clock was set back or the limit changed: one call goes
				-- through then, and sets it right, so that nobody is locked out.
				v_next := CASE WHEN v_limit.tat > v_at + v_room THEN v_at + v_room
					ELSE greatest(coalesce(v_limit.tat, v_at), v_at) + v_step END;
				IF v_next > v_at + v_room THEN
					IF v_next - (v_at + v_room) > v_wait THEN
						v_wait := v_next - (v_at + v_room);
						v_verdict := 'rate_limited';
						v_refused := json_build_object('name', v_limit.name, 'per_minute', v_limit.per_minute);
					END IF;
					v_next := v_next - v_step;
				END IF;
				v_rates := v_rates || jsonb_build_object('name', v_limit.name,
					'limit', coalesce(v_limit.burst, v_limit.per_minute),
					'window_s', ceil(extract(epoch FROM v_room)),
					'remaining', floor(extract(epoch FROM v_at + v_room - v_next) / extract(epoch FROM v_step)),
					'reset_s', ceil(extract(epoch FROM v_next - v_at)));
			END IF;
			v_subjects := v_subjects || v_limit.subject;
			v_tats := v_tats || coalesce(v_next, v_limit.tat);
			v_adds := v_adds || CASE WHEN v_limit.concurrent_max IS NULL THEN 0 ELSE 1 END;
			IF v_limit.concurrent_max IS NOT NULL THEN
				v_counted := v_counted || v_limit.subject;
				IF v_verdict = 'admitted' AND v_limit.in_flight >= v_limit.concurrent_max THEN
					v_verdict := 'too_many_jobs';
					v_refused := json_build_object('name', v_limit.name, 'concurrent_max', v_limit.concurrent_max);
				END IF;
			END IF;
		END LOOP;
		IF v_verdict = 'rate_limited' THEN
			RETURN QUERY SELECT v_verdict, json_build_object('rates', v_rates, 'refused', v_refused,
				'retry_after_s', extract(epoch FROM v_wait));
			RETURN;
		END IF;
	END IF;

	IF p_price IS NOT NULL THEN
		v_day := v_at AT TIME ZONE 'UTC';
		v_day_name := to_char(v_day, 'YYYY-MM-DD');
		v_month_name := left(v_day_name, 8) || '01';
		SELECT coalesce(array_agg(k.id ORDER BY k.id), '{}'),
			count(*) FILTER (WHERE EXISTS (SELECT 1 FROM budget_periods p WHERE p.id = k.id))
		INTO v_periods, v_made
		FROM (
			SELECT b.id || ':' || CASE b.period WHEN 'day' THEN v_day_name ELSE v_month_name END AS id FROM budgets b
			WHERE b.scope = 'total' OR (b.scope = 'key' AND v_payers ? b.subject) OR (b.scope = 'namespace' AND b.subject = p_namespace)
				OR (b.scope = 'intent' AND (b.subject IN ('*', p_intent)
					OR (right(b.subject, 2) = '.*' AND starts_with(p_intent, left(b.subject, -1)))))
		) AS k;
		IF cardinality(v_periods) > 0 THEN
			IF v_made < cardinality(v_periods) THEN
				INSERT INTO budget_periods (id, budget_id, starts_at, ends_at)
				SELECT k, b.id, date_trunc(b.period, v_day) AT TIME ZONE 'UTC',
					(date_trunc(b.period, v_day) + ('1 ' || b.period)::interval) AT TIME ZONE 'UTC'
				FROM unnest(v_periods) AS k JOIN budgets b ON b.id = split_part(k, ':', 1) ORDER BY 1 ON CONFLICT DO NOTHING;
			END IF;
			FOR v_over IN
				SELECT b.*, p.spent_micros, p.reserved_micros, p.ends_at
				FROM budget_periods p JOIN budgets b ON b.id = p.budget_id
				WHERE p.id = ANY (v_periods) ORDER BY p.id FOR UPDATE OF p
			LOOP
				-- Of several, the one that lasts longest stands in the way.
				IF v_over.spent_micros + v_over.reserved_micros + v_reserve > v_over.hard_micros
					AND (v_verdict = 'admitted' OR (v_verdict = 'budget_exceeded' AND v_over.ends_at > v_resets_at)) THEN
					v_verdict := 'budget_exceeded';
					v_resets_at := v_over.ends_at;
					v_refused := json_build_object('budget_id', v_over.id, 'scope', v_over.scope, 'subject', v_over.subject,
						'period', v_over.period, 'hard', v_over.hard_micros, 'spent', v_over.spent_micros,
						'reserved', v_over.reserved_micros, 'needed', v_reserve, 'resets_at', v_over.ends_at,
						'resets_in_s', ceil(extract(epoch FROM v_over.ends_at - v_at)));
				END IF;
			END LOOP;
		END IF;
	END IF;

	IF p_claim IS NOT NULL THEN
		IF v_verdict <> 'admitted' THEN
			-- What has been run already, or runs, costs nothing more.
			IF EXISTS (
				SELECT 1 FROM idempotency_claims held WHERE held.caller_id = p_caller AND held.key = p_claim ->> 'key'
					AND (held.expires_at > (p_claim ->> 'now')::timestamptz OR EXISTS (SELECT 1 FROM jobs holder
						WHERE holder.id = held.job_id AND holder.state NOT IN ('succeeded', 'failed', 'cancelled', 'expired', 'rejected')))
			) THEN
				v_verdict := 'twin';
			END IF;
		ELSE
			INSERT INTO idempotency_claims AS held (caller_id, key, fingerprint, job_id, expires_at)
			VALUES (p_caller, p_claim ->> 'key', p_claim ->> 'fingerprint', p_job, (p_claim ->> 'expires_at')::timestamptz)
			ON CONFLICT (caller_id, key) DO UPDATE SET
				fingerprint = excluded.fingerprint, job_id = excluded.job_id, expires_at = excluded.expires_at
				WHERE held.expires_at <= (p_claim ->> 'now')::timestamptz AND NOT EXISTS (SELECT 1 FROM jobs holder
					WHERE holder.id = held.job_id AND holder.state NOT IN ('succeeded', 'failed', 'cancelled', 'expired', 'rejected'));
			IF NOT FOUND THEN
				v_verdict := 'twin';
			END IF;
		END IF;
	END IF;

	IF v_verdict IN ('admitted', 'twin') AND cardinality(v_subjects) > 0 THEN
		UPDATE limit_counters c SET tat = n.tat, in_flight = c.in_flight + CASE WHEN v_verdict = 'admitted' THEN n.added ELSE 0 END
		FROM unnest(v_subjects, v_tats, v_adds) AS n(subject, tat, added) WHERE c.subject = n.subject;
	END IF;
	IF v_verdict = 'admitted' AND (p_price IS NOT NULL OR cardinality(v_counted) > 0) THEN
		IF cardinality(v_periods) > 0 THEN
			UPDATE budget_periods p SET reserved_micros = p.reserved_micros + v_reserve WHERE p.id = ANY (v_periods);
		END IF;
		INSERT INTO call_reservations (job_id, counters, periods, reserved_micros, per_call, per_second, per_unit, duration_ms_max, expires_at)
		VALUES (p_job, v_counted, v_periods, v_reserve, coalesce((p_price ->> 'per_call')::bigint, 0),
			coalesce((p_price ->> 'per_second')::bigint, 0), coalesce((p_price ->> 'per_unit')::bigint, 0),
			coalesce((p_price ->> 'duration_ms_max')::bigint, 0), now() + make_interval(secs => p_hold_s));
	END IF;
	RETURN QUERY SELECT v_verdict, json_build_object('rates', v_rates, 'refused', v_refused);
END
$$;
--> statement-breakpoint
-- Ends the reservations of calls that are over, each at what it cost in the end; those without one are left alone.
CREATE FUNCTION settle_calls(p_jobs text[], p_costs bigint[])
RETURNS int LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	v_count int;
	v_subjects text[];
	v_places int[];
	v_periods text[];
	v_reserved bigint[];
	v_spent bigint[];
	v_held bigint;
BEGIN
	-- Nearly every call ends by itself, and needs no sums.
	IF cardinality(p_jobs) = 1 THEN
		DELETE FROM call_reservations r WHERE r.job_id = p_jobs[1]
		RETURNING r.counters, r.periods, r.reserved_micros INTO v_subjects, v_periods, v_held;
		IF NOT FOUND THEN
			RETURN 0;
		END IF;
		IF cardinality(v_subjects) > 1 THEN
			PERFORM 1 FROM limit_counters c WHERE c.subject = ANY (v_subjects) ORDER BY c.subject FOR UPDATE;
		END IF;
		IF cardinality(v_subjects) > 0 THEN
			UPDATE limit_counters c SET in_flight = c.in_flight - 1 WHERE c.subject = ANY (v_subjects);
		END IF;
		IF cardinality(v_periods) > 1 THEN
			PERFORM 1 FROM budget_periods p WHERE p.id = ANY (v_periods) ORDER BY p.id FOR UPDATE;
		END IF;
		IF cardinality(v_periods) > 0 THEN
			UPDATE budget_periods p SET reserved_micros = p.reserved_micros - v_held, spent_micros = p.spent_micros + p_costs[1]
			WHERE p.id = ANY (v_periods);
		END IF;
		RETURN 1;
	END IF;
	IF NOT EXISTS (SELECT 1 FROM call_reservations r WHERE r.job_id = ANY (p_jobs)) THEN
		RETURN 0;
	END IF;
	WITH gone AS (
		DELETE FROM call_reservations r USING unnest(p_jobs, p_costs) AS ended(job_id, cost) WHERE r.job_id = ended.job_id
		RETURNING r.counters, r.periods, r.reserved_micros, ended.cost
	), places AS (
		SELECT s.subject, count(*)::int AS places FROM gone CROSS JOIN unnest(gone.counters) AS s(subject) GROUP BY 1
	), sums AS (
		SELECT p.id, sum(gone.reserved_micros)::bigint AS reserved, sum(gone.cost)::bigint AS spent
		FROM gone CROSS JOIN unnest(gone.periods) AS p(id) GROUP BY 1
	)
	SELECT (SELECT count(*) FROM gone), (SELECT array_agg(subject ORDER BY subject) FROM places),
		(SELECT array_agg(places.places ORDER BY subject) FROM places), (SELECT array_agg(id ORDER BY id) FROM sums),
		(SELECT array_agg(reserved ORDER BY id) FROM sums), (SELECT array_agg(spent ORDER BY id) FROM sums)
	INTO v_count, v_subjects, v_places, v_periods, v_reserved, v_spent;
	IF v_subjects IS NOT NULL THEN
		PERFORM 1 FROM limit_counters c WHERE c.subject = ANY (v_subjects) ORDER BY c.subject FOR UPDATE;
		UPDATE limit_counters c SET in_flight = c.in_flight - n.places
		FROM unnest(v_subjects, v_places) AS n(subject, places) WHERE c.subject = n.subject;
	END IF;
	IF v_periods IS NOT NULL THEN
		PERFORM 1 FROM budget_periods p WHERE p.id = ANY (v_periods) ORDER BY p.id FOR UPDATE;
		UPDATE budget_periods p SET reserved_micros = p.reserved_micros - n.reserved, spent_micros = p.spent_micros + n.spent
		FROM unnest(v_periods, v_reserved, v_spent) AS n(id, reserved, spent) WHERE p.id = n.id;
	END IF;
	RETURN v_count;
END
$$;
