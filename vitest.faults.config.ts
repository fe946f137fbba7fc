import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Kills and stops whole servers, so it needs a current build: `npm test` runs it after that, `npm run test:faults` alone.
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["e2e-faults/**/*.test.ts"],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
