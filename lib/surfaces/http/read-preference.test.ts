import { expect, it } from "vitest";
import { readPreference } from "./read-preference";

const read = (prefer: string) => readPreference(new Request("http://x", { headers: { prefer } }));

it.each<[prefer: string, expected: ReturnType<typeof readPreference>]>([
  ["respond-async", { waitS: 0, applied: "respond-async" }],
  ["Respond-Async ; foo=1", { waitS: 0, applied: "respond-async" }],
  ["wait=7", { waitS: 7, applied: "wait=7" }],
  ['wait = "7"', { waitS: 7, applied: "wait=7" }],
  ["wait=7, wait=9", { waitS: 7, applied: "wait=7" }],
  ["wait=600", { waitS: 40, applied: "wait=40" }],
  ["respond-async, wait=10", { waitS: 10, applied: "respond-async, wait=10" }],
  ["handling=lenient, return=minimal", null],
  ["wait=soon", null],
  ["wait=-1", null],
  ["respond-asynchronously", null],
  ["", null],
])("reads Prefer: %s", (prefer, expected) => {
  expect(read(prefer)).toEqual(expected);
});
