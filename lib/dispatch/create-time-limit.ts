export type TimeLimit = {
  /** Lets the time stand still until the work is over, and answers as it does. */
  hold<Value>(work: Promise<Value>): Promise<Value>;
  stop(): void;
};

/** Calls `onEnd` once, after so many milliseconds that were not held. */
export function createTimeLimit({ ms, onEnd }: { ms: number; onEnd(): void }): TimeLimit {
  let leftMs = ms;
  let holds = 0;
  let isStopped = false;
  let startedMs = performance.now();
  let timer = setTimeout(onEnd, leftMs);

  function start(): void {
    startedMs = performance.now();
    timer = setTimeout(onEnd, leftMs);
  }

  function pause(): void {
    clearTimeout(timer);
    leftMs = Math.max(0, leftMs - (performance.now() - startedMs));
  }

  return {
    async hold(work) {
      if (holds === 0) pause();
      holds += 1;
      try {
        return await work;
      } finally {
        holds -= 1;
        if (holds === 0 && !isStopped) start();
      }
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
