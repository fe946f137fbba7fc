import { AppError } from "@/lib/core/app-error";
import { globalState } from "@/lib/core/global-state";

type Slots = { running: number; waiting: (() => void)[] };

/** Each takes 19 MB and a core for some 20 ms: more at once would take the calls' own share. */
const runningMax = 2;
const waitingMax = 32;

/** Does one computation of a password's hash, two at once in this process; throws `busy` when too many wait already. */
export async function inPasswordSlot<Value>(compute: () => Promise<Value>): Promise<Value> {
  const slots = globalState<Slots>("password-slots", () => ({ running: 0, waiting: [] }));
  if (slots.running >= runningMax) {
    if (slots.waiting.length >= waitingMax) throw busy();
    // Woken with the place of the one that ended: nobody who comes later takes it.
    await new Promise<void>((resolve) => slots.waiting.push(resolve));
  } else slots.running += 1;
  try {
    return await compute();
  } finally {
    const next = slots.waiting.shift();
    if (next) next();
    else slots.running -= 1;
  }
}

function busy(): AppError {
  return new AppError({
    code: "busy",
    detail: "Too many passwords are being checked at once.",
    hint: "Try again in a few seconds.",
  });
}
