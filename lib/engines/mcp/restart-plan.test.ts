import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RestartPlan } from "./restart-plan";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("waits not at all after the first fault, then ever longer, and never more than a minute", () => {
  const plan = new RestartPlan();
  const waits = Array.from({ length: 20 }, () => {
    plan.failed();
    return plan.waitMs();
  });
  expect(waits[0]).toBe(0);
  for (const [index, ms] of waits.slice(1).entries()) {
    const most = Math.min(60_000, 500 * 2 ** index);
    expect(ms).toBeGreaterThanOrEqual(most / 2);
    expect(ms).toBeLessThanOrEqual(most);
  }
});

it("begins anew once the server was of use", () => {
  const plan = new RestartPlan();
  for (let fault = 0; fault < 5; fault++) plan.failed();
  plan.succeeded();
  expect(plan.waitMs()).toBe(0);
  plan.failed();
  expect(plan.waitMs()).toBe(0);
});
