import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { queryRows } from "@/lib/db/database";
import { callbacks } from "@/lib/db/schema";
import { pickCallbacks } from "@/lib/records/callbacks/pick-callbacks";
import { takeCallbacks } from "@/lib/records/callbacks/take-callbacks";
import { createReceiver } from "@/lib/testing/receiver";
import { createTestContext } from "@/lib/testing/test-context";
import { startDeliveries } from "./deliver-callbacks";
import { orchestrate } from "./orchestrate";

const ctx = await createTestContext();
const good = await createReceiver();
const hanging = await createReceiver();
hanging.answer = () => {};
const leaseMs = 60_000;

beforeEach(async () => {
  forgetGlobalState("breakers");
  await ctx.db.delete(callbacks);
  for (const receiver of [good, hanging]) receiver.received.length = 0;
});

/** Callbacks that are due since a moment, the first of them the longest. */
async function keepCallbacks({ count, callerId, host }: { count: number; callerId: string; host: string }) {
  await ctx.db.execute(sql`
    insert into callbacks (id, job_id, caller_id, url, state, attempt, next_at, created_at)
    select 'cbk_' || ${callerId}::text || ${host}::text || n, 'job_' || n, ${callerId}, 'https://' || ${host}::text || '/hook?n=' || n,
      'waiting', 0, now() - interval '1 hour' + n * interval '1 ms', now()
    from generate_series(1, ${count}::int) as n`);
}

async function callBack(url: string, actorId: string) {
  const on = { ...ctx, actor: { ...ctx.actor, id: actorId } };
  return (await orchestrate(on, { intent: "system.whoami", inputs: {}, mode: "auto", callback_url: url })).job;
}

const lanes = (taken: { callerId: string; host: string }[]) =>
  taken.map(({ callerId, host }) => `${callerId} ${host}`).sort();

it("delivers at once what is good while eighty receivers of one caller hang, of another caller and of that one too", async () => {
  for (let n = 0; n < 80; n++) await callBack(hanging.url, "key_hangs");
  const stop = new AbortController();
  const deliveries = startDeliveries({ ...ctx, signal: stop.signal });
  await expect.poll(() => hanging.received.length).toBe(4);
  const first = good.next();
  const theirs = await callBack(good.url, "key_other");
  expect((await first).headers["webhook-id"]).toBe(theirs.id.replace("job_", "cbk_"));
  const second = good.next();
  const own = await callBack(good.url, "key_hangs");
  expect((await second).headers["webhook-id"]).toBe(own.id.replace("job_", "cbk_"));
  expect(hanging.received).toHaveLength(4);
  const stopped = deliveries.stop();
  stop.abort();
  await stopped;
});

it("takes no more than four to one host and eight of one caller, and counts what is on its way", async () => {
  for (const host of ["a.example", "b.example", "c.example"])
    await keepCallbacks({ count: 10, callerId: "key_1", host });
  await keepCallbacks({ count: 10, callerId: "key_2", host: "a.example" });
  const first = await takeCallbacks(ctx, { limit: 9, leaseMs });
  expect(lanes(first).filter((lane) => lane.startsWith("key_2"))).toHaveLength(4);
  const rest = await takeCallbacks(ctx, { limit: 32, leaseMs, held: first });
  const all = [...first, ...rest];
  expect(all.filter(({ callerId }) => callerId === "key_1")).toHaveLength(8);
  expect(all.filter(({ callerId }) => callerId === "key_2")).toHaveLength(4);
  for (const lane of lanes(all)) expect(lanes(all).filter((other) => other === lane).length).toBeLessThanOrEqual(4);
  expect(await takeCallbacks(ctx, { limit: 32, leaseMs, held: all })).toEqual([]);
});

it("counts a host once, however its URL goes on and in whatever case it is written", async () => {
  await keepCallbacks({ count: 3, callerId: "key_1", host: "a.example" });
  await keepCallbacks({ count: 3, callerId: "key_1", host: "A.Example" });
  await ctx.db.update(callbacks).set({ url: sql`replace(url, '/hook', '')` }).where(sql`url like '%n=1'`);
  const taken = await takeCallbacks(ctx, { limit: 32, leaseMs });
  expect(lanes(taken)).toEqual(Array(4).fill("key_1 a.example"));
});

it("finds one caller's callback behind 20,000 of another, by the index and without going through them", async () => {
  await keepCallbacks({ count: 20_000, callerId: "key_1", host: "a.example" });
  await keepCallbacks({ count: 1, callerId: "key_2", host: "b.example" });
  await ctx.db.execute(sql`analyze callbacks`);
  const query = sql`explain (analyze, format json) ${pickCallbacks({ now: new Date(), limit: 32, held: [] })}`;
  const [plan] = await ctx.db.transaction((tx) => queryRows<Record<string, unknown>>({ db: tx, query }));
  const nodes = nodesOf(Object.values(plan ?? {})[0]);
  expect(nodes.some((node) => node["Index Name"] === "callbacks_due_by_caller")).toBe(true);
  expect(nodes.filter((node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "callbacks")).toEqual([]);
  expect(Math.max(...nodes.map((node) => Number(node["Actual Rows"]) * Number(node["Actual Loops"])))).toBeLessThan(
    2_000,
  );
  expect(lanes(await takeCallbacks(ctx, { limit: 32, leaseMs }))).toContain("key_2 b.example");
});

type PlanNode = Record<string, unknown> & { Plans?: PlanNode[] };

function nodesOf(plan: unknown): PlanNode[] {
  const [{ Plan: root }] = (typeof plan === "string" ? JSON.parse(plan) : plan) as [{ Plan: PlanNode }];
  const all = [root];
  for (const node of all) all.push(...(node.Plans ?? []));
  return all;
}
