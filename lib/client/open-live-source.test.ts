import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openLiveSource } from "./open-live-source";

/** A browser's, as far as it is used here: its server is the test. */
class Source extends EventTarget {
  readonly CLOSED = 2;
  readyState = 0;
  constructor(readonly url: string) {
    super();
    opened.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
  say(name: string, data: string, lastEventId = ""): void {
    this.dispatchEvent(Object.assign(new Event(name), { data, lastEventId }));
  }
  /** What is no stream is given up for good; a lost connection is not. */
  lose({ forGood }: { forGood: boolean }): void {
    this.readyState = forGood ? 2 : 0;
    this.dispatchEvent(new Event("error"));
  }
}

let opened: Source[] = [];
const page = Object.assign(new EventTarget(), { hidden: false });
const told = { open: 0, lost: 0, texts: [] as string[] };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("document", page);
  opened = [];
  Object.assign(told, { open: 0, lost: 0, texts: [] });
  page.hidden = false;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = (path = "/events") =>
  openLiveSource({
    path,
    on: { text: (data) => told.texts.push(data) },
    onOpen: () => told.open++,
    onLost: () => told.lost++,
  });
const look = (hidden: boolean) => {
  page.hidden = hidden;
  page.dispatchEvent(new Event("visibilitychange"));
};
const newest = () => opened.at(-1) as Source;

it("comes again after an answer that is no stream, from the last event on, ever more seldom", () => {
  const close = open("/events?a=1");
  newest().say("text", "one", "7");
  newest().lose({ forGood: true });
  vi.advanceTimersByTime(1_999);
  expect(opened).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(newest().url).toBe("/events?a=1&last_event_id=7");
  newest().lose({ forGood: true });
  vi.advanceTimersByTime(3_999);
  expect(opened).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(opened).toHaveLength(3);
  newest().say("open", "");
  newest().lose({ forGood: true });
  vi.advanceTimersByTime(2_000);
  expect(opened).toHaveLength(4);
  expect(told).toMatchObject({ open: 1, lost: 3, texts: ["one"] });
  close();
});

it("leaves a lost connection to the browser", () => {
  const close = open();
  newest().lose({ forGood: false });
  vi.advanceTimersByTime(60_000);
  expect(opened).toHaveLength(1);
  expect(told.lost).toBe(1);
  close();
});

it("holds no connection in a tab that is not looked at, and goes on where it was", () => {
  const close = open();
  newest().say("text", "one", "3");
  look(true);
  expect(newest().readyState).toBe(2);
  vi.advanceTimersByTime(60_000);
  expect(opened).toHaveLength(1);
  look(false);
  look(false);
  expect(opened.map(({ url }) => url)).toEqual(["/events", "/events?last_event_id=3"]);
  close();
});

it("opens nothing once it is closed, and nothing before a tab is looked at", () => {
  page.hidden = true;
  const close = open();
  expect(opened).toHaveLength(0);
  look(false);
  newest().lose({ forGood: true });
  close();
  vi.advanceTimersByTime(60_000);
  look(true);
  look(false);
  expect(opened).toHaveLength(1);
});
