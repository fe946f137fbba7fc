import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { forgetGlobalState } from "@/lib/core/global-state";
import { factsOf, listBreakers, runThroughBreaker } from "./breakers";

const rules = { failuresMax: 2, restMs: 10_000 };
const fail = () => Promise.reject(new Error("password=hunter2"));
const badInput = () => Promise.reject(new AppError({ code: "invalid_inputs", detail: "no such field" }));
const tooBusy = () =>
  Promise.reject(new AppError({ code: "timeout", detail: "too slow", hint: "wait", retryAfterS: 99 }));

beforeEach(() => {
  forgetGlobalState("breakers");
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => void vi.useRealTimers());

const state = () => listBreakers()[0]?.state;

function call(work: () => Promise<unknown>, target = "a", kind: "operator" | "caller" = "operator") {
  return runThroughBreaker(
    {
      target,
      kind,
      rules,
      isTargetsFault: (error) => !(error instanceof AppError && error.code === "invalid_inputs"),
      detail: "The backend could not be used.",
      hint: "Check it.",
    },
    work,
  ).catch((error) => error);
}

it("opens after failures in a row, lets one call probe after its rest, and closes when that succeeds", async () => {
  await call(fail);
  expect(state()).toBe("closed");
  await call(fail);
  expect(state()).toBe("open");
  const work = vi.fn(async () => "fine");
  expect([await call(work), work.mock.calls.length]).toEqual([expect.any(AppError), 0]);
  vi.advanceTimersByTime(10_000);
  expect(await call(work)).toBe("fine");
  expect(state()).toBe("closed");
});

it("opens again when the probe fails", async () => {
  for (const _ of [1, 2]) await call(fail);
  vi.advanceTimersByTime(10_000);
  await call(fail);
  expect(factsOf({ target: "a" })).toEqual({ target: "a", state: "open", retry_after_s: 10 });
});

it("forgets a success between failures, and knows each target apart", async () => {
  for (const work of [fail, async () => 1, fail]) await call(work);
  expect(listBreakers()).toEqual([{ target: "a", state: "closed", retry_after_s: 0 }]);
  await call(async () => 1, "b");
  expect(listBreakers()).toHaveLength(2);
});

it("says of a target that is left alone what failed, that it may be retried, and when", async () => {
  for (const _ of [1, 2]) await call(fail);
  vi.advanceTimersByTime(3_500);
  expect(await call(async () => 1)).toMatchObject({
    code: "upstream_failed",
    detail: "The backend could not be used. It failed several times in a row and is left alone for 7 s.",
    hint: "Check it.",
    retryAfterS: 7,
    breaker: { target: "a", state: "open", retry_after_s: 7 },
  });
});

it("tells of the breaker with the failure that opens it, not with those before, and passes no words on", async () => {
  const [first, second] = [await call(fail), await call(fail)];
  expect(first).toMatchObject({
    code: "upstream_failed",
    detail: "The backend could not be used.",
    breaker: undefined,
  });
  expect(second).toMatchObject({ retryAfterS: 10, breaker: { target: "a", state: "open", retry_after_s: 10 } });
});

it("keeps what an AppError says, and the longer of two waits", async () => {
  await call(fail);
  const breaker = { target: "a", state: "open", retry_after_s: 10 };
  expect(await call(tooBusy)).toMatchObject({
    code: "timeout",
    detail: "too slow",
    hint: "wait",
    retryAfterS: 99,
    breaker,
  });
});

it("does not open for what was asked wrongly, and throws that as it is", async () => {
  for (const _ of [1, 2, 3, 4]) expect(await call(badInput)).toMatchObject({ code: "invalid_inputs" });
  expect(state()).toBe("closed");
});

it("keeps no more than a thousand targets, and those that are open the longest", async () => {
  for (const _ of [1, 2]) await call(fail);
  for (let n = 0; n < 1_200; n++) await call(async () => 1, `host ${n}`);
  expect(listBreakers()).toHaveLength(1_000);
  expect(listBreakers()[0]).toMatchObject({ target: "a", state: "open" });
});

it("keeps what callers name apart from what the operator has set up: none pushes the other out", async () => {
  await call(async () => 1);
  for (let n = 0; n < 1_200; n++) await call(async () => 1, `host ${n}`, "caller");
  await call(fail, "a", "caller");
  await call(fail, "a", "caller");
  expect(listBreakers()).toEqual([{ target: "a", state: "closed", retry_after_s: 0 }]);
  expect(listBreakers("caller")).toHaveLength(1_000);
});

it("opens on faults that come through another copy of this module, as a bundler makes them", async () => {
  const input = { target: "copied", rules, isTargetsFault: () => true, detail: "It is down.", hint: "Wait." };
  await runThroughBreaker(input, fail).catch(() => {});
  vi.resetModules();
  const copy = await import("./breakers");
  expect(copy.runThroughBreaker).not.toBe(runThroughBreaker);
  await copy.runThroughBreaker(input, fail).catch(() => {});
  expect(factsOf({ target: "copied" }).state).toBe("open");
});
