import { AsyncLocalStorage } from "node:async_hooks";
import { globalState } from "@/lib/core/global-state";

const longMsMax = 30 * 60_000;

const allowance = () => globalState("long-statements", () => new AsyncLocalStorage<number>());

/** Runs `work` with half an hour for each of its statements, as the building of an index over many rows may take. */
export function allowLongStatements<Result>(work: () => Promise<Result>): Promise<Result> {
  return allowance().run(longMsMax, work);
}

/** How long a statement may take here when more than usual, in milliseconds; else undefined. */
export function allowedMs(): number | undefined {
  return allowance().getStore();
}
