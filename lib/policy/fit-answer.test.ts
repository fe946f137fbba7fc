import fc from "fast-check";
import { expect, it } from "vitest";
import { answerCharsMax, fitAnswer } from "./fit-answer";

const cutOf = (result: unknown) => {
  const text = fitAnswer({ status: "success", result, job_id: "job_1" }, ["result"]);
  return { text, answer: JSON.parse(text) as { result: unknown; truncated?: true } };
};

it("leaves an answer that fits as it is", () => {
  const answer = { status: "success", result: "x".repeat(answerCharsMax - 100) };
  expect(fitAnswer(answer, ["result"])).toBe(JSON.stringify(answer));
});

it("cuts a long list between its items, and keeps the cursor beside it", () => {
  const items = Array.from({ length: 100 }, (_, i) => ({ item_id: `mem_${i}`, text: "x".repeat(4_000) }));
  const { answer } = cutOf({ items, next_cursor: "mem_99" });
  expect(answer).toMatchObject({ truncated: true, result: { next_cursor: "mem_99" } });
  const kept = (answer.result as { items: unknown[] }).items;
  expect(kept.length).toBeGreaterThan(20);
  expect(kept).toEqual(items.slice(0, kept.length));
});

it("notes where the whole is, unless there is a note already", () => {
  const long = { status: "success", result: "x".repeat(200_000), job_id: "job_1" };
  const noteOf = (answer: Record<string, unknown>) => JSON.parse(fitAnswer(answer, ["result", "inputs"])).note;
  expect(noteOf(long)).toContain("GET /jobs/job_1?full=true");
  expect(noteOf({ ...long, note: "Ask the operator." })).toBe("Ask the operator.");
  expect(noteOf({ ...long, status: "error", inputs: long.result })).toBeUndefined();
});

it("keeps the beginning of a first item that is too long by itself", () => {
  const { answer } = cutOf([{ item_id: "mem_1", text: "x".repeat(200_000) }]);
  expect(answer.result).toEqual([{ item_id: "mem_1", text: expect.stringMatching(/^x{90000}/) }]);
});

it.each([
  ["escapes in front", "\u0001".repeat(20_000) + "a".repeat(200_000)],
  ["surrogate pairs", "😀".repeat(100_000)],
])("cuts a text with %s to the limit and between characters", (_, long) => {
  const { text, answer } = cutOf(long);
  expect(text.length).toBeLessThanOrEqual(answerCharsMax);
  expect(text.length).toBeGreaterThan(answerCharsMax / 2);
  expect((answer.result as string).isWellFormed()).toBe(true);
  expect(long.startsWith(answer.result as string)).toBe(true);
});

it("cuts an object of very many members", () => {
  const { text } = cutOf(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`key${i}`, i])));
  expect(text.length).toBeLessThanOrEqual(answerCharsMax);
});

const nested = (levels: number, value: unknown): unknown =>
  levels === 0 ? value : { in: [nested(levels - 1, value)] };

it.each<[string, unknown]>([
  ["a text of 5 MB", "x".repeat(5_000_000)],
  ["escapes of 5 MB", '\u0001"\\'.repeat(500_000)],
  ["a list of 5 MB", Array.from({ length: 50_000 }, (_, i) => ({ i, text: "x".repeat(80) }))],
  ["a list of 500,000 numbers", Array(500_000).fill(1234567)],
  ["a long text 60 levels deep", nested(30, "x".repeat(5_000_000))],
  ["a long list 60 levels deep", nested(30, Array(100_000).fill(null))],
  ["a name of 5 MB", { ["x".repeat(5_000_000)]: 1, short: 2 }],
])("cuts %s to JSON within the limit", (_, result) => {
  const { text, answer } = cutOf(result);
  expect(text.length).toBeLessThanOrEqual(answerCharsMax);
  expect(answer).toMatchObject({ status: "success", job_id: "job_1", truncated: true });
});

it("never exceeds the limit, whatever the value", () => {
  const long = fc.tuple(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 1, max: 400 }));
  fc.assert(
    fc.property(fc.array(long, { maxLength: 20 }), (parts) => {
      const result = parts.map(([value, times]) => ({
        list: Array(times).fill(value),
        text: JSON.stringify(value).repeat(times),
      }));
      expect(cutOf(result).text.length).toBeLessThanOrEqual(answerCharsMax);
      expect(cutOf({ ...result }).text.length).toBeLessThanOrEqual(answerCharsMax);
    }),
    { numRuns: 50 },
  );
});
