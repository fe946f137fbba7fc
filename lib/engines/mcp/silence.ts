type TimeoutInput = {
  /** When the server last said anything, and when the request was sent; in milliseconds of `performance.now()`. */
  heardAt: number;
  sinceMs: number;
};

const timeoutsMax = 3;

/** Tells a server that hangs from one whose tools take long. */
export class Silence {
  private timeouts = 0;
  private heardAt = 0;

  /** Takes a request that had no answer in time. True after the third in a row in which the server said nothing at all. */
  isHungAfter({ heardAt, sinceMs }: TimeoutInput): boolean {
    if (heardAt > sinceMs) return false;
    this.timeouts = this.heardAt === heardAt ? this.timeouts + 1 : 1;
    this.heardAt = heardAt;
    return this.timeouts >= timeoutsMax;
  }
}
