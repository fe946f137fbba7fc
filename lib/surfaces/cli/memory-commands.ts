import { setTimeout as pause } from "node:timers/promises";
import type { MemoryModels, ModelChange } from "@/lib/contracts/memory-models";
import type { Call, Commands, Outcome } from "./command";
import { memoryVerbs } from "./memory-verbs";
import { parseOptions } from "./parse-options";
import { withAdmin } from "./with-admin";

/** `npm run memory:*` */
export const memoryCommands: Commands = {
  usage:
    "  npm run memory:reembed                         embeds all memories with the configured model, then changes to it",
  verbs: { reembed },
};

const pollMs = 1_000;

async function reembed(call: Call): Promise<Outcome> {
  parseOptions({ args: call.args, options: {}, takesWords: false });
  return withAdmin(call, async (admin) => {
    let models = await admin.do(memoryVerbs.start, undefined);
    while (isGoingOn(models)) {
      await pause(pollMs);
      models = await admin.do(memoryVerbs.advance, undefined);
      if (models.change?.state === "embedding") call.note(progressOf(models.change));
    }
    return outcomeOf(models);
  });
}

function isGoingOn({ change }: MemoryModels): boolean {
  return change?.state === "embedding" && change.fault === null;
}

function progressOf({ done, refused, total, rate_per_s, seconds_left }: ModelChange): string {
  const share = total === 0 ? 100 : Math.floor(((done + refused) / total) * 100);
  const rate = rate_per_s === null ? "" : `, ${Math.round(rate_per_s)} a second`;
  const left = seconds_left === null ? "" : `, ${Math.ceil(seconds_left / 60)} min left`;
  return `${done + refused} of ${total} (${share} %)${refused > 0 ? `, ${refused} refused` : ""}${rate}${left}`;
}

function outcomeOf({ in_use, configured, waiting, change }: MemoryModels): Outcome {
  if (in_use !== configured) {
    const why = change?.fault ?? "Another process is configured for another model.";
    return { text: `Memories are still found by ${in_use}, not by ${configured}. ${why}`, exitCode: 1 };
  }
  const refused = change?.switched_at && change.refused > 0 ? ` The provider refused ${change.refused} of them.` : "";
  const left = waiting > 0 ? ` ${waiting === 1_000 ? "1,000 or more" : waiting} wait for a vector.` : "";
  return { text: `Memories are found by ${in_use}.${refused}${left}`, exitCode: 0 };
}
