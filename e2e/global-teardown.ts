import { rmSync } from "node:fs";

export default function globalTeardown(): void {
  const folder = process.env.E2E_FOLDER;
  if (folder) rmSync(folder, { recursive: true, force: true });
}
