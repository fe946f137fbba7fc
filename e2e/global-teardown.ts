import { rmSync } from "node:fs";

// biome-ignore lint/style/noDefaultExport: Playwright calls the default export
export default function globalTeardown(): void {
  const folder = process.env.E2E_FOLDER;
  if (folder) rmSync(folder, { recursive: true, force: true });
}
