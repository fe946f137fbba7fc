import { callbackDue } from "@/lib/engines/queue/queue-events";
import type { FunctionParts } from "./function-parts";

type Parts = Pick<FunctionParts, "client" | "open"> & {
  deliverCallbacks: NonNullable<FunctionParts["deliverCallbacks"]>;
};

/** Delivers callbacks: at once when a job has ended, and each minute those whose next attempt has come. */
export function deliverCallbacksFunction({ client, open, deliverCallbacks }: Parts) {
  return client.createFunction(
    { id: "deliver-callbacks", triggers: [{ event: callbackDue }, { cron: "* * * * *" }], retries: 0 },
    async () => {
      await deliverCallbacks((await open()).ctx);
    },
  );
}
