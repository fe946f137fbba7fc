import type { Env } from "@/lib/core/env";
import type { Database } from "@/lib/db/database";
import type { InngestClient } from "@/lib/engines/queue/inngest-client";
import type { Context } from "@/lib/records/context";
import type { Tools } from "@/lib/tools/catalog";

/** What Inngest's functions are made of. */
export type FunctionParts = {
  client: InngestClient;
  env: Pick<Env, "concurrencyMax">;
  tools: Tools;
  /** Opened at the first run: describing the functions needs no database. */
  open(): Promise<{ ctx: Context; database: Pick<Database, "maintain"> }>;
  /** Delivers every callback that is due; null leaves its function out. */
  deliverCallbacks: ((ctx: Context) => Promise<unknown>) | null;
};
