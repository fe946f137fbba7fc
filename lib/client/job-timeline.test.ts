import { expect, it } from "vitest";
import type { LogEntry } from "./job-log";
import { jobTimeline } from "./job-timeline";

const at = (second: number) => `2026-06-01T12:00:${String(second).padStart(2, "0")}.000Z`;
const state = (second: number, name: string, attempt: number, more: object = {}): LogEntry => ({
  type: "state",
  data: { state: name as "queued", attempt, at: at(second), ...more },
});
const progress = (second: number, message: string, fraction?: number): LogEntry => ({
  type: "progress",
  data: { message, at: at(second), ...(fraction !== undefined && { fraction }) },
});
const running = { state: "running", attempt: 1, created_at: at(0), finished_at: null } as const;
const none = { job: running, callbacks: [], decisions: [], approvalHref: null };

it("tells of a job that failed, was tried again and succeeded", () => {
  const entries = [
    state(0, "queued", 0),
    state(1, "running", 1),
    state(2, "retrying", 1, { error: "The host is down.", run_at: at(9) }),
    state(9, "running", 2),
    state(10, "succeeded", 2),
  ];
  const told = jobTimeline({ ...none, entries });
  expect(told.map(({ title }) => title)).toEqual([
    "Queued",
    "Started",
    "Attempt 1 failed",
    "Started, attempt 2",
    "Succeeded",
  ]);
  expect(told[2]?.detail).toMatch(/^The host is down\. Tried again at /);
  expect(told.map(({ tone }) => tone)).toEqual(["plain", "plain", "waiting", "plain", "good"]);
});

it("shows of many steps between two moves the last one and their number", () => {
  const entries = [state(0, "running", 1), progress(1, "one", 0.1), progress(2, "two", 0.25), state(3, "failed", 1)];
  expect(jobTimeline({ ...none, entries })[1]).toEqual({
    at: at(2),
    title: "Progress, 2 times (25 %)",
    detail: "two",
    tone: "plain",
  });
});

it("puts decisions and callbacks in their place in time", () => {
  const told = jobTimeline({
    job: running,
    entries: [state(0, "awaiting_approval", 0), state(5, "queued", 0), state(8, "succeeded", 1)],
    approvalHref: "/console/approvals/apr_1",
    decisions: [{ decision: "approve", by: "ada", reason: "fine", at: at(4), edited: true }],
    callbacks: [
      {
        id: "cb",
        url: "https://receiver.example/hook?token=1",
        state: "delivered",
        next_at: null,
        attempts: [
          { at: at(9), status: 500, error: "Not a 2xx.", duration_ms: 20 },
          { at: at(14), status: 204, error: null, duration_ms: 5 },
        ],
      },
    ],
  });
  expect(told.map(({ title }) => title)).toEqual([
    "Waits for a person's approval",
    "Approved by ada, edited first",
    "Queued",
    "Succeeded",
    "Callback failed",
    "Callback delivered",
  ]);
  expect(told[0]?.href).toBe("/console/approvals/apr_1");
  expect(told[4]?.detail).toBe("receiver.example: 500 · Not a 2xx. · 20 ms");
});

it("tells of a call that left no log by its own times", () => {
  const job = { state: "failed", attempt: 1, created_at: at(0), finished_at: at(1), error: "Nothing there." } as const;
  expect(jobTimeline({ ...none, job, entries: [] })).toEqual([
    { at: at(0), title: "Started", detail: null, tone: "plain" },
    { at: at(1), title: "Failed", detail: "Nothing there.", tone: "bad" },
  ]);
});
