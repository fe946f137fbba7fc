import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./lib/db/schema.ts",
    "./lib/db/schema-actions.ts",
    "./lib/db/schema-admission.ts",
    "./lib/db/schema-mcp.ts",
    "./lib/db/schema-memory.ts",
    "./lib/db/schema-oauth.ts",
    "./lib/db/schema-people.ts",
    "./lib/db/schema-usage.ts",
  ],
  out: "./drizzle",
});
