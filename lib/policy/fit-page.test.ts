import { expect, it } from "vitest";
import { fitPage } from "./fit-page";

it.each([
  ["what fits, whole", ["a", "b"], 2],
  ["nothing of nothing", [], 0],
  ["a first item that is too long by itself", ["x".repeat(90_000), "b"], 1],
  ["no item beyond the bound", Array(3).fill("x".repeat(39_000)), 2],
  ["what escapes make of an item", Array(3).fill("\u0001".repeat(10_000)), 1],
])("keeps %s", (_, items, kept) => {
  expect(fitPage(items)).toEqual(items.slice(0, kept));
});
