const delayMsFirst = 500;
const delayMsMax = 60_000;

/** When a server that keeps ending, or cannot be reached, is tried again: at once, then after ever longer pauses. */
export class RestartPlan {
  private failures = 0;
  private notBefore = 0;

  /** It was of use; the next fault is the first again. */
  succeeded(): void {
    this.failures = 0;
    this.notBefore = 0;
  }

  failed(): void {
    this.failures++;
    // A single end is mended at once: servers are updated, machines sleep.
    if (this.failures === 1) return;
    const delayMs = Math.min(delayMsMax, delayMsFirst * 2 ** (this.failures - 2));
    this.notBefore = Date.now() + delayMs * (0.5 + Math.random() / 2);
  }

  /** In how many milliseconds it may be started; 0 when at once. */
  waitMs(): number {
    return Math.max(0, this.notBefore - Date.now());
  }
}
