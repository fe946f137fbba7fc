import { expect, it } from "vitest";
import { createRepeatedStatements } from "./repeated-statements";

it("takes a statement for repeated at its third time, and from then on", () => {
  const isRepeated = createRepeatedStatements();
  expect(["a", "b", "a", "a", "a", "b"].map(isRepeated)).toEqual([false, false, false, true, true, false]);
});

it.each(["select id from v order by v.embedding <=> $1 limit $2", "select id from m where m.search @@ $1"])(
  "has a search planned for what is searched for: %s",
  (text) => {
    const isRepeated = createRepeatedStatements();
    expect([text, text, text, text].map(isRepeated)).toEqual([false, false, false, false]);
  },
);

it("keeps 200 at most, whatever else comes", () => {
  const isRepeated = createRepeatedStatements();
  const repeated = Array.from({ length: 5_000 }, (_, n) => [n, n, n].map((m) => isRepeated(`select ${m}`)).at(-1));
  expect(repeated.filter(Boolean)).toHaveLength(200);
  expect(isRepeated("select 0")).toBe(true);
});
