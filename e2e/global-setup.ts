import { ensureChromium } from "@/scripts/ensure-chromium.mjs";

/** Finds or gets a browser before the first worker starts; workers read the path from the environment. */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export
export default function globalSetup(): void {
  process.env.CHROMIUM_PATH = ensureChromium();
}
