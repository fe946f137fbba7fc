import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Photographs the console of the current build with an installation in use: `npm run screenshots`.
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["e2e-screens/**/*.test.ts"],
    testTimeout: 15 * 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
