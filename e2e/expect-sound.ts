import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const themes = ["light", "dark"] as const;

/** Expects a page without serious accessibility faults, in both themes, and without sideways scrolling. */
export async function expectSound(page: Page): Promise<void> {
  // Which leaves out what is in frames of other sites, and our pages have none, and takes half the time.
  const axe = () => new AxeBuilder({ page }).setLegacyMode(true);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", theme);
    await page.evaluate(endOfTransitions);
    const { violations } = await axe().analyze();
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    const faults = grave.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => String(target)) }));
    expect(faults, `in the ${theme} theme`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
  const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflowPx).toBeLessThanOrEqual(0);
}

/** A colour that is on its way to another is neither. */
async function endOfTransitions(): Promise<void> {
  const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.allSettled(transitions.map(({ finished }) => finished));
}
