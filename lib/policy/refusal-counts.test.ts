import { expect, it } from "vitest";
import { otherName } from "@/lib/contracts/usage";
import { createRefusalCounts, type Refusal } from "./refusal-counts";

const refusal = (given: Partial<Refusal> = {}): Refusal => ({
  hour: "2026-06-01T12:00:00.000Z",
  callerId: "key_1",
  callerKind: "key",
  callerName: "one",
  namespace: "default",
  intent: "a.b",
  mode: "agent",
  code: "forbidden",
  ...given,
});
const sum = (counted: { count: number }[]) => counted.reduce((total, { count }) => total + count, 0);

it("counts what is the same together, and takes it once", () => {
  const counts = createRefusalCounts();
  for (let n = 0; n < 5; n++) counts.add(refusal());
  counts.add(refusal({ code: "invalid_inputs" }));
  expect(counts.take().map(({ code, count }) => [code, count])).toEqual([
    ["forbidden", 5],
    ["invalid_inputs", 1],
  ]);
  expect(counts.take()).toEqual([]);
});

it("makes at most 50 rows of one caller's hour and two more, however often they are taken", () => {
  const counts = createRefusalCounts();
  const taken = [];
  for (let n = 0; n < 5_000; n++) {
    counts.add(refusal({ intent: `a.${n}`, code: n % 2 ? "forbidden" : "invalid_inputs" }));
    if (n % 100 === 0) taken.push(...counts.take());
  }
  taken.push(...counts.take());
  expect(sum(taken)).toBe(5_000);
  expect(new Set(taken.map(({ intent, code }) => `${intent} ${code}`)).size).toBe(52);
  expect(taken.at(-1)).toMatchObject({ callerId: "key_1", intent: otherName });
});

it("makes at most 500 rows of an hour and one more for each code, whoever calls", () => {
  const counts = createRefusalCounts();
  for (let n = 0; n < 20_000; n++)
    counts.add(refusal({ callerId: `key_${n}`, code: n % 2 ? "forbidden" : "unauthorized" }));
  const taken = counts.take();
  expect(sum(taken)).toBe(20_000);
  expect(taken).toHaveLength(502);
  expect(taken.at(-1)).toMatchObject({ callerId: otherName, callerKind: "unknown", intent: otherName });
});

it("lets others in again in the next hour", () => {
  const counts = createRefusalCounts();
  for (let n = 0; n < 60; n++) counts.add(refusal({ intent: `a.${n}` }));
  counts.take();
  counts.add(refusal({ intent: "a.59", hour: "2026-06-01T13:00:00.000Z" }));
  expect(counts.take()).toMatchObject([{ intent: "a.59" }]);
});

it("keeps what could not be written", () => {
  const counts = createRefusalCounts();
  counts.add(refusal());
  const taken = counts.take();
  counts.add(refusal());
  counts.putBack(taken);
  expect(counts.take()).toMatchObject([{ count: 2 }]);
});
