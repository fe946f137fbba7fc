import { embedMemories } from "@/lib/dispatch/embed-memories";
import { keepHouse } from "@/lib/dispatch/keep-house";
import type { FunctionParts } from "./function-parts";

/** Housekeeping each minute, with the sweep that sends what was committed but not sent. */
export function keepHouseFunction({ client, open }: FunctionParts) {
  return client.createFunction(
    { id: "keep-house", triggers: [{ cron: "* * * * *" }], concurrency: 1, retries: 0 },
    async () => {
      const { ctx, database } = await open();
      await Promise.all([keepHouse(ctx, database), embedMemories(ctx)]);
    },
  );
}
