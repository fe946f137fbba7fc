import { ensureChromium } from "@/scripts/ensure-chromium.mjs";

/** Finds or gets a browser before the first worker starts; workers read the path from the environment. */
export default function globalSetup(): void {
  process.env.CHROMIUM_PATH = ensureChromium();
}
