import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { type Db, queryRows } from "@/lib/db/database";
import { finalStates } from "@/lib/policy/job-moves";
import { setBudget } from "@/lib/testing/limits";
import { createTestContext } from "@/lib/testing/test-context";

const ctx = await createTestContext();
const startMs = Date.parse("2026-03-31T23:59:00.000Z");

beforeEach(async () => {
  for (const table of ["limit_counters", "budgets", "budget_periods", "call_reservations"]) {
    await ctx.db.execute(sql.raw(`delete from ${table}`));
  }
});

type Asked = { atS: number; limits?: object[]; reserve?: number; job?: string };

async function admit({ atS, limits = [], reserve, job = `job_${Math.random()}` }: Asked) {
  const at = new Date(startMs + atS * 1_000).toISOString();
  const price = reserve === undefined ? null : JSON.stringify({ per_call: reserve, reserve, payers: ["c", "u"] });
  const [row] = await queryRows<{ verdict: string; wait: string | null; facts: string }>({
    db: ctx.db,
    query: sql`select verdict, facts ->> 'retry_after_s' as wait, facts::text from
      admit_call(${job}, 'c', 'n', 'a.b', ${JSON.stringify(limits)}::json, ${price}::json, null, null, ${at}::timestamptz)`,
  });
  return { verdict: row?.verdict, waitS: Number(row?.wait ?? 0), facts: JSON.parse(row?.facts ?? "{}") };
}

const limit = (per_minute: number, burst: number | null = null) => [
  { subject: "s", name: "s", per_minute, burst, concurrent_max: null },
];

/** When a call comes, and how long it must wait; 0 when it goes through. */
type Calls = [atS: number, waitS: number][];
const rates: [string, number, number | null, Calls][] = [
  [
    "lets a burst through and then one an interval",
    60,
    2,
    [
      [0, 0],
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [1.5, 0.5],
      [2, 0],
    ],
  ],
  [
    "gives a minute's worth at once where no burst is set",
    3,
    null,
    [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 20],
      [19, 1],
      [20, 0],
      [20, 20],
    ],
  ],
  [
    "saves no more than a burst, however long the rest",
    60,
    2,
    [
      [0, 0],
      [3_600, 0],
      [3_600, 0],
      [3_600, 1],
    ],
  ],
  [
    "counts a refused call for nothing",
    6,
    1,
    [
      [0, 0],
      [1, 9],
      [2, 8],
      [3, 7],
      [10, 0],
    ],
  ],
  [
    "takes a rate that divides a minute into no whole seconds",
    7,
    7,
    [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 8.571429],
      [8.572, 0],
    ],
  ],
  [
    "locks nobody out whose clock is set back by an hour",
    60,
    2,
    [
      [3_600, 0],
      [3_600, 0],
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
  ],
  [
    "gives one burst, and no more, to a clock that is set an hour ahead",
    60,
    2,
    [
      [0, 0],
      [0, 0],
      [3_600, 0],
      [3_600, 0],
      [3_600, 1],
    ],
  ],
];

it.each(rates)("%s", async (_what, perMinute, burst, calls) => {
  for (const [atS, waitS] of calls) {
    const { verdict, waitS: told } = await admit({ atS, limits: limit(perMinute, burst) });
    expect({ atS, verdict, told }).toEqual({ atS, verdict: waitS === 0 ? "admitted" : "rate_limited", told: waitS });
  }
});

it("holds a caller to a limit that was lowered after one call", async () => {
  for (let n = 0; n < 60; n++) await admit({ atS: 0, limits: limit(60) });
  const verdicts = [];
  for (let n = 0; n < 3; n++) verdicts.push((await admit({ atS: 0, limits: limit(6, 1) })).verdict);
  expect(verdicts).toEqual(["admitted", "rate_limited", "rate_limited"]);
});

it("refuses by the limit that takes longest, and counts for none of the others then", async () => {
  const both = [
    { subject: "a", name: "a", per_minute: 60, burst: 5, concurrent_max: null },
    { subject: "b", name: "b", per_minute: 1, burst: 1, concurrent_max: null },
  ];
  await admit({ atS: 0, limits: both });
  const { facts, waitS } = await admit({ atS: 0, limits: both });
  expect(facts.refused).toEqual({ name: "b", per_minute: 1 });
  expect(waitS).toBe(60);
  expect((await admit({ atS: 0, limits: both.slice(0, 1) })).facts.rates).toMatchObject([{ remaining: 3 }]);
});

async function waitsForDisk(db: Db): Promise<string | undefined> {
  const [row] = await queryRows<{ synchronous_commit: string }>({ db, query: sql`show synchronous_commit` });
  return row?.synchronous_commit;
}

it.each([
  ["not, when it is recorded later", 60, "off"],
  ["as ever, when it is recorded in the same statement", null, null],
] as const)("waits for the disk %s", async (_when, holdS, setFor) => {
  const before = await waitsForDisk(ctx.db);
  const inside = await ctx.db.transaction(async (db) => {
    await db.execute(
      sql`select verdict from admit_call('job_disk', 'c', 'n', 'a.b', '[]'::json, null, null, ${holdS}::float8)`,
    );
    return waitsForDisk(db);
  });
  expect(inside).toBe(setFor ?? before);
  expect(await waitsForDisk(ctx.db)).toBe(before);
});

describe("a budget", () => {
  it("begins anew at midnight UTC, by the day and by the month", async () => {
    await setBudget(ctx, { id: "bud_day", period: "day", hardMicros: 10 });
    await setBudget(ctx, { id: "bud_month", period: "month", hardMicros: 15 });
    expect(await admit({ atS: 0, reserve: 10 })).toMatchObject({ verdict: "admitted" });
    const refused = await admit({ atS: 30, reserve: 10 });
    expect(refused).toMatchObject({ verdict: "budget_exceeded", facts: { refused: { resets_in_s: 30 } } });
    expect(new Date(refused.facts.refused.resets_at).toISOString()).toBe("2026-04-01T00:00:00.000Z");
    expect(await admit({ atS: 60, reserve: 10 })).toMatchObject({ verdict: "admitted" });
    // A new day of the same month.
    expect(await admit({ atS: 60 + 86_400, reserve: 10 })).toMatchObject({
      verdict: "budget_exceeded",
      facts: { refused: { budget_id: "bud_month" } },
    });
    expect(await admit({ atS: 60 + 86_400, reserve: 5 })).toMatchObject({ verdict: "admitted" });
  });

  it.each([
    ["key", "c", true],
    ["key", "u", true],
    ["key", "d", false],
    ["namespace", "n", true],
    ["namespace", "m", false],
    ["intent", "a.b", true],
    ["intent", "a.*", true],
    ["intent", "*", true],
    ["intent", "a.b.*", false],
    ["intent", "a", false],
    ["total", "", true],
  ] as const)("of %s '%s' counts the call: %s", async (scope, subject, isCounted) => {
    await setBudget(ctx, { scope, subject, hardMicros: 1 });
    expect((await admit({ atS: 0, reserve: 2 })).verdict).toBe(isCounted ? "budget_exceeded" : "admitted");
  });

  it("of a soft amount alone refuses nothing", async () => {
    await setBudget(ctx, { softMicros: 1 });
    expect((await admit({ atS: 0, reserve: 100 })).verdict).toBe("admitted");
  });
});

it("knows the same final states as the table of moves", async () => {
  const [row] = await queryRows<{ body: string }>({
    db: ctx.db,
    query: sql`select prosrc as body from pg_proc where proname = 'admit_call'`,
  });
  const lists = [...(row?.body ?? "").matchAll(/state NOT IN \(([^)]*)\)/g)].map(([, list = ""]) =>
    list.split(", ").map((word) => word.replaceAll("'", "")),
  );
  expect(lists).toHaveLength(2);
  for (const list of lists) expect(list.toSorted()).toEqual([...finalStates].sort());
});
