import { AppError } from "@/lib/core/app-error";

type CreateSlotsInput = {
  alias: string;
  max: number;
  /** How many may wait for one; the next is refused. */
  waitingMax: number;
};

export type Slots = ReturnType<typeof createSlots>;

/** Lets so many run on a host at once, and the others wait in order of arrival, for as long as their signal allows. */
export function createSlots({ alias, max, waitingMax }: CreateSlotsInput) {
  let taken = 0;
  const waiting: (() => void)[] = [];

  const release = (): void => {
    const next = waiting.shift();
    if (next) next();
    else taken--;
  };

  return {
    isFree: (): boolean => taken === 0 && waiting.length === 0,
    /** Takes a slot and returns what gives it back, to be called once. Rejects with the signal's reason. */
    take: async (signal: AbortSignal): Promise<() => void> => {
      signal.throwIfAborted();
      if (taken < max) {
        taken++;
        return release;
      }
      if (waiting.length >= waitingMax) throw hostBusy(alias);
      return new Promise((resolve, reject) => {
        const onFree = () => {
          signal.removeEventListener("abort", onAbort);
          resolve(release);
        };
        const onAbort = () => {
          waiting.splice(waiting.indexOf(onFree), 1);
          reject(signal.reason);
        };
        waiting.push(onFree);
        signal.addEventListener("abort", onAbort, { once: true });
      });
    },
  };
}

function hostBusy(alias: string): AppError {
  return new AppError({
    code: "host_busy",
    detail: `Host '${alias}' has as many commands running and waiting as it may have.`,
    hint: "Try again when some of them have ended.",
    context: { mayHaveRun: false },
  });
}
