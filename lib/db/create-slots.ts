/** So many at once; the others wait their turn. */
export type Slots = {
  /** Comes when there is room; rejects with `late()` when there was none for `msMax` milliseconds. */
  take(msMax: number, late: () => Error): Promise<void>;
  release(): void;
  /** How many are taken, and how many wait for one. */
  load(): { used: number; waiting: number };
};

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    take(msMax, late) {
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(enter), 1);
          reject(late());
        }, msMax);
        waiting.push(enter);
      });
    },
    release() {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
    load: () => ({ used: count - free, waiting: waiting.length }),
  };
}
