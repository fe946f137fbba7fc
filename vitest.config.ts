import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const databases = process.env.TEST_DATABASE_URL ? (["pglite", "postgres"] as const) : (["pglite"] as const);
// Files that use a database; on a real Postgres only these run again.
const withDatabase = [
  "lib/records/**/*.test.ts",
  "lib/dispatch/**/*.test.ts",
  "lib/tools/**/*.test.ts",
  "lib/surfaces/{http,inngest,mcp,oauth}/**/*.test.ts",
  "app/**/*.test.ts",
];

// What keeps nothing beside its answers: one process after the other takes all of them, and loads each module once.
const pure = ["lib/{client,contracts,core,policy}/**/*.test.ts"];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      ...databases.map((database) => ({
        extends: true as const,
        test: {
          name: database,
          include:
            database === "pglite"
              ? ["app/**/*.test.ts", "bench/**/*.test.ts", "lib/**/*.test.ts", "scripts/**/*.test.ts"]
              : withDatabase,
          exclude: pure,
          env: { TEST_DATABASE: database },
          globalSetup: database === "pglite" ? ["lib/testing/make-template.ts"] : [],
        },
      })),
    ],
  },
});
