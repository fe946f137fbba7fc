import { join } from "node:path";

/** The committed SQL; the server and every script run from the project's root. */
export const migrationsFolder = join(process.cwd(), "drizzle");
