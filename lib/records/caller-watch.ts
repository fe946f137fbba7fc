import { EventEmitter } from "node:events";
import { sql } from "drizzle-orm";
import { globalState } from "@/lib/core/global-state";
import type { Database, Db } from "@/lib/db/database";
import { forgetRemembered } from "./remember";

const callersChannel = "orchestrator_callers";
const change = "change";

/**
 * Says to every process, once the transaction is committed, that somebody may call less or more than before. One that
 * cannot hear it finds out by itself within a second.
 */
export async function tellCallersChanged(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_notify(${callersChannel}, '')`);
}

/** Starts to listen for that; what callers were found to be is then asked again. */
export function startCallerWatch(database: Pick<Database, "db" | "listen">): Promise<() => Promise<void>> {
  const { db } = database;
  return database.listen(callersChannel, () => {
    forgetRemembered({ db });
    emitterOf(db).emit(change);
  });
}

/** Calls `onChange` when somebody may call less or more than before, until the answer is called. */
export function watchCallers(db: Db, onChange: () => void): () => void {
  const emitter = emitterOf(db);
  emitter.on(change, onChange);
  return () => emitter.off(change, onChange);
}

function emitterOf(db: Db): EventEmitter {
  const emitters = globalState("caller-watches", () => new WeakMap<Db, EventEmitter>());
  const emitter = emitters.get(db) ?? new EventEmitter().setMaxListeners(0);
  emitters.set(db, emitter);
  return emitter;
}
