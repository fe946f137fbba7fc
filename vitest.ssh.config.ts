import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Needs a real sshd, named by SSH_TEST_HOST, _PORT, _USER, _KEY and _KNOWN (files): not part of the default run.
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["e2e-ssh/**/*.test.ts"],
    globalSetup: ["lib/testing/make-template.ts"],
    execArgv: ["--expose-gc"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
