import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Needs a real n8n, named by N8N_WEBHOOK_BASE; without one everything is skipped, and counted as skipped.
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["e2e-n8n/**/*.test.ts"],
    globalSetup: "lib/testing/make-template.ts",
    testTimeout: 60_000,
    hookTimeout: 30_000,
    fileParallelism: false,
  },
});
