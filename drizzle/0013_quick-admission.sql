-- Custom: not made by drizzle-kit. See docs/decisions/0020-limits-and-budgets.md.
-- Ends the reservation of a call that is over, at what it cost, and answers that; 0 for one without a reservation.
-- `p_units` are those that are not in its reservation yet; what they come to is capped as in lib/records/admission/call-cost.ts.
-- What it locks and writes is what settle_calls does for one call: who changes either changes both.
CREATE FUNCTION settle_call(p_job text, p_attempt int, p_duration_ms bigint, p_units double precision)
RETURNS bigint LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	v_held call_reservations;
	v_cost bigint;
BEGIN
	DELETE FROM call_reservations r WHERE r.job_id = p_job RETURNING r.* INTO v_held;
	IF NOT FOUND THEN
		RETURN 0;
	END IF;
	v_cost := call_cost(v_held.per_call, v_held.per_second, v_held.per_unit, v_held.duration_ms_max,
		least(v_held.units + p_units, 9007199254740991::double precision / greatest(v_held.per_unit, 1)), p_attempt, p_duration_ms);
	IF cardinality(v_held.counters) > 1 THEN
		PERFORM 1 FROM limit_counters c WHERE c.subject = ANY (v_held.counters) ORDER BY c.subject FOR UPDATE;
	END IF;
	IF cardinality(v_held.counters) > 0 THEN
		UPDATE limit_counters c SET in_flight = c.in_flight - 1 WHERE c.subject = ANY (v_held.counters);
	END IF;
	IF cardinality(v_held.periods) > 1 THEN
		PERFORM 1 FROM budget_periods p WHERE p.id = ANY (v_held.periods) ORDER BY p.id FOR UPDATE;
	END IF;
	IF cardinality(v_held.periods) > 0 THEN
		UPDATE budget_periods p SET reserved_micros = p.reserved_micros - v_held.reserved_micros, spent_micros = p.spent_micros + v_cost
		WHERE p.id = ANY (v_held.periods);
	END IF;
	RETURN v_cost;
END
$$;
--> statement-breakpoint
-- A few rows that are written with every call. Where nothing vacuums, as in PGlite, their dead versions go when a page is
-- full, and until then each call walks them: a page is full sooner so.
ALTER TABLE limit_counters SET (fillfactor = 10);
--> statement-breakpoint
ALTER TABLE budget_periods SET (fillfactor = 10);
