import type { MemoryModels } from "@/lib/contracts/memory-models";
import { beginReembedding, reembedForAWhile } from "@/lib/dispatch/memory-models";
import type { AdminVerb } from "./with-admin";

const path = "/memory/reembed";

const start: AdminVerb<void, MemoryModels> = {
  run: beginReembedding,
  ask: () => ({ method: "POST", path }),
};

/** How far it is. On a database that nobody serves, it also does the work of some seconds. */
const advance: AdminVerb<void, MemoryModels> = {
  run: reembedForAWhile,
  ask: () => ({ method: "GET", path }),
};

/** What the command line does with the vectors of memories. */
export const memoryVerbs = { start, advance };
