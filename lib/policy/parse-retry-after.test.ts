import { expect, it } from "vitest";
import { parseRetryAfter } from "./parse-retry-after";

const now = new Date("2026-01-01T00:00:00Z");

it.each([
  ["nothing", null, 0],
  ["seconds", " 120 ", 120_000],
  ["a date", "Thu, 01 Jan 2026 00:02:00 GMT", 120_000],
  ["a date gone by", "Wed, 31 Dec 2025 00:00:00 GMT", 0],
  ["nonsense", "soon", 0],
  ["more digits than any wait has", "9".repeat(400), 0],
])("reads %s", (_what, text, expected) => expect(parseRetryAfter({ text, now })).toBe(expected));
