import { sql } from "drizzle-orm";
import type { Budget, BudgetPeriod, BudgetScope } from "@/lib/contracts/budget";
import { fromMicros } from "@/lib/contracts/money";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

type Row = {
  id: string;
  scope: BudgetScope;
  subject: string;
  key_name: string | null;
  period: BudgetPeriod;
  soft: string | number | null;
  hard: string | number | null;
  spent: string | number;
  reserved: string | number;
  resets_at: string | Date;
  updated_at: string | Date;
  updated_by: string;
};

/** Every budget, or the one that is named, with what is gone of it in the period that the database's clock says it is. */
export async function readBudgets(ctx: Pick<Context, "db">, id: string | null = null): Promise<Budget[]> {
  const rows = await queryRows<Row>({
    db: ctx.db,
    query: sql`
      with dated as (select b.*, date_trunc(b.period, now() at time zone 'UTC') as day from budgets b
        where ${id}::text is null or b.id = ${id})
      select b.id, b.scope, b.subject, k.name as key_name, b.period, b.soft_micros as soft, b.hard_micros as hard,
        coalesce(p.spent_micros, 0) as spent, coalesce(p.reserved_micros, 0) as reserved,
        (b.day + ('1 ' || b.period)::interval) at time zone 'UTC' as resets_at, b.updated_at, b.updated_by
      from dated b left join budget_periods p on p.id = b.id || ':' || to_char(b.day, 'YYYY-MM-DD')
        left join api_keys k on b.scope = 'key' and k.id = b.subject
      order by b.scope desc, b.subject, b.period`,
  });
  return rows.map(toBudget);
}

function toBudget(row: Row): Budget {
  const amount = (micros: string | number | null) => (micros === null ? null : fromMicros(Number(micros)));
  return {
    budget_id: row.id,
    scope: row.scope,
    subject: row.subject,
    name: nameOf(row),
    period: row.period,
    soft: amount(row.soft),
    hard: amount(row.hard),
    spent: fromMicros(Number(row.spent)),
    reserved: fromMicros(Number(row.reserved)),
    resets_at: new Date(row.resets_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
    updated_by: row.updated_by,
  };
}

function nameOf({ scope, subject, key_name }: Row): string {
  switch (scope) {
    case "key":
      if (subject.startsWith("usr_")) return `user ${subject}`;
      return subject.startsWith("grt_") ? `program ${subject}` : `key ${key_name ?? subject}`;
    case "namespace":
      return `namespace ${subject}`;
    case "intent":
      return subject === "*" ? "every intent" : subject;
    case "total":
      return "all calls";
  }
}
