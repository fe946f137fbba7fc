import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { breakerFor, listBreakers } from "./breakers";

const rules = { failuresMax: 2, restMs: 10_000 };
const fail = () => Promise.reject(new Error("down"));

beforeEach(() => {
  forgetGlobalState("breakers");
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => void vi.useRealTimers());

const state = () => listBreakers()[0]?.state;
const call = (work: () => Promise<unknown>) =>
  breakerFor("a", rules)
    .execute(work)
    .catch(() => "failed");

it("opens after failures in a row, lets one call probe after its rest, and closes when that succeeds", async () => {
  await call(fail);
  expect(state()).toBe("closed");
  await call(fail);
  expect(state()).toBe("open");
  const work = vi.fn(async () => "fine");
  expect([await call(work), work.mock.calls.length]).toEqual(["failed", 0]);
  vi.advanceTimersByTime(10_000);
  expect(await call(work)).toBe("fine");
  expect(state()).toBe("closed");
});

it("opens again when the probe fails", async () => {
  for (const _ of [1, 2]) await call(fail);
  vi.advanceTimersByTime(10_000);
  await call(fail);
  expect(state()).toBe("open");
});

it("forgets a success between failures, and knows each target apart", async () => {
  for (const work of [fail, async () => 1, fail]) await call(work);
  expect(listBreakers()).toEqual([{ target: "a", state: "closed" }]);
  breakerFor("b", rules);
  expect(listBreakers()).toHaveLength(2);
});

it("keeps no more than a thousand targets, and those that are open the longest", async () => {
  for (const _ of [1, 2]) await call(fail);
  for (let n = 0; n < 1_200; n++) breakerFor(`host ${n}`, rules);
  expect(listBreakers()).toHaveLength(1_000);
  expect(listBreakers()[0]).toEqual({ target: "a", state: "open" });
});
