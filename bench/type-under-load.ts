import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";

export type Typing = { longestTask: number; median: number; worst: number; keys: number };

/** Types into the search of the open list for a while, and says how long the page was held up, in milliseconds. */
export async function typeUnderLoad({ page, forMs }: { page: Page; forMs: number }): Promise<Typing> {
  await page.evaluate(() => {
    const kept = { tasks: [] as number[], keys: [] as number[] };
    Object.assign(window, { kept });
    new PerformanceObserver((list) => kept.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
    document.addEventListener("keydown", ({ timeStamp }) =>
      requestAnimationFrame(() => setTimeout(() => kept.keys.push(performance.now() - timeStamp))),
    );
  });
  await page.getByRole("textbox", { name: "Search" }).focus();
  const endsMs = performance.now() + forMs;
  while (performance.now() < endsMs) {
    await page.keyboard.press("w");
    await page.keyboard.press("Backspace");
    await pause(100);
  }
  const { tasks, keys } = await page.evaluate(
    () => (window as unknown as { kept: { tasks: number[]; keys: number[] } }).kept,
  );
  keys.sort((left, right) => left - right);
  return {
    longestTask: Math.round(Math.max(0, ...tasks)),
    median: Math.round(keys[keys.length >> 1] ?? 0),
    worst: Math.round(keys.at(-1) ?? 0),
    keys: keys.length,
  };
}
