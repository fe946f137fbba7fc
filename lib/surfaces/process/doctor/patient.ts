import type { Env } from "@/lib/core/env";
import type { Log } from "@/lib/core/log";
import type { Database } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

/** What the doctor looks at. */
export type Patient = {
  env: Env;
  /** A server looks at itself; the command line, at an installation that nobody serves from here. */
  isServer: boolean;
  log: Log;
  /** The opened database and a context on it. Throws why it could not be opened. */
  open(): { ctx: Context; database: Database };
};
