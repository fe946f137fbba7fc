import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Needs a real Inngest server, named by INNGEST_BASE_URL, and builds the app: not part of the default run.
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["e2e-inngest/**/*.test.ts"],
    env: { TEST_DATABASE: "pglite" },
    globalSetup: ["lib/testing/make-template.ts"],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
