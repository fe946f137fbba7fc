import { expect, it } from "vitest";
import { builtin } from "./builtin";

it("lets the process do something else between long texts", async () => {
  const texts = Array.from({ length: 64 }, (_, n) => `${n} ${"many different words ".repeat(3_000)}`);
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  const vectors = await builtin.embed(texts);
  clearInterval(counting);
  expect(vectors).toHaveLength(texts.length);
  expect(turns).toBeGreaterThan(2);
});
