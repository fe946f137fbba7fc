import { defineConfig } from "vitest/config";

// Needs a real Inngest server and a production build: not part of the default run.
export default defineConfig({
  test: { include: ["e2e-inngest/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 120_000, fileParallelism: false },
});
