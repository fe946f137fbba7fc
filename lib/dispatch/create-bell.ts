export type Bell = {
  ring(): void;
  /** Whether it rang within so many milliseconds; a ring before the wait counts. */
  wait(ms: number): Promise<boolean>;
};

/** Something for one to wait for, for so long at most. */
export function createBell(): Bell {
  let hasRung = false;
  let wake = () => {};
  return {
    ring() {
      hasRung = true;
      wake();
    },
    async wait(ms) {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = () => {};
      }
      const isRung = hasRung;
      hasRung = false;
      return isRung;
    },
  };
}
