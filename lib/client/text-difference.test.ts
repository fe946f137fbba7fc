import fc from "fast-check";
import { expect, test } from "vitest";
import { textDifference } from "./text-difference";

test.each([
  ["nothing", "ls -la", "ls -la", [{ kind: "same", text: "ls -la" }]],
  [
    "everything",
    "a",
    "b",
    [
      { kind: "removed", text: "a" },
      { kind: "added", text: "b" },
    ],
  ],
  [
    "one word",
    "rm -rf /tmp/a",
    "rm -r /tmp/a",
    [
      { kind: "same", text: "rm -" },
      { kind: "removed", text: "rf" },
      { kind: "added", text: "r" },
      { kind: "same", text: " /tmp/a" },
    ],
  ],
  [
    "an addition in the middle",
    "systemctl restart nginx",
    "systemctl --no-block restart nginx",
    [
      { kind: "same", text: "systemctl " },
      { kind: "added", text: "--no-block " },
      { kind: "same", text: "restart nginx" },
    ],
  ],
  ["a text that is gone", "ls", "", [{ kind: "removed", text: "ls" }]],
])("shows the change of %s", (_name, before, after, parts) => {
  expect(textDifference({ before, after })).toEqual(parts);
});

const word = fc.constantFrom("rm", " ", "-", "rf", "/", "tmp", "é", "\u200b", "\n", "👍");
const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(""));

test("its parts are both texts, whatever they are", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = textDifference({ before, after });
      const without = (left: string) => parts.flatMap(({ kind, text }) => (kind === left ? [] : [text])).join("");
      expect([without("added"), without("removed")]).toEqual([before, after]);
    }),
  );
});

test("a long text that was rewritten is shown whole, not compared word by word", () => {
  const [before, after] = ["a ".repeat(5_000), "b,".repeat(5_000)];
  expect(textDifference({ before, after }).map(({ kind }) => kind)).toEqual(["removed", "added"]);
});
