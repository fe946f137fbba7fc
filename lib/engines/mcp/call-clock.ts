type CallClockInput = {
  /** The longest without a sign of life, and the longest in all. */
  idleMs: number;
  totalMs: number;
  onLate: (limit: "idle" | "total") => void;
};

/** The two time limits of a call. Neither runs while it is paused, by however many. */
export class CallClock {
  private idleTimer: NodeJS.Timeout | undefined;
  private totalTimer: NodeJS.Timeout | undefined;
  private totalLeftMs: number;
  private runsSince = 0;
  private pauses = 0;
  private isStopped = false;

  constructor(private readonly input: CallClockInput) {
    this.totalLeftMs = input.totalMs;
    this.run();
  }

  /** A sign of life. */
  touch(): void {
    if (this.pauses > 0 || this.isStopped) return;
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.input.onLate("idle"), this.input.idleMs);
  }

  pause(): void {
    if (this.pauses++ > 0) return;
    this.totalLeftMs -= performance.now() - this.runsSince;
    this.clear();
  }

  resume(): void {
    if (--this.pauses === 0 && !this.isStopped) this.run();
  }

  stop(): void {
    this.isStopped = true;
    this.clear();
  }

  private run(): void {
    this.runsSince = performance.now();
    this.totalTimer = setTimeout(() => this.input.onLate("total"), Math.max(0, this.totalLeftMs));
    this.touch();
  }

  private clear(): void {
    clearTimeout(this.idleTimer);
    clearTimeout(this.totalTimer);
  }
}
