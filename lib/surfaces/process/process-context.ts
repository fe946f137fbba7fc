import { operatorActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import type { Runtime } from "./runtime";

/** The context of what this program does by itself, for no caller. */
export function processContext(runtime: Runtime): Context {
  const { env, database, clock, log, queue, signal, secretKey } = runtime;
  return { db: database.db, env, clock, log, queue, signal, secretKey, actor: operatorActor, requestId: "process" };
}
