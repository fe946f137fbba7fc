const firstMs = 250;
const awaitedMsMax = 1_000;
const idleMsMax = 60_000;
const longMs = 30_000;

type DelayInput = {
  /** What the server wants (`retry:` of server-sent events), or the SDK's own. */
  askedMs: number;
  /** Whether a request of ours waits for its answer. */
  isAwaited: boolean;
};

/**
 * How long to wait before an event stream that ended is opened again: no less than the server wants, up to a minute, and
 * ever longer when the streams do not last; up to a second where an answer is waited for, else up to a minute.
 */
export class ReconnectPlan {
  private opened = 0;
  private openAtMs = Number.NEGATIVE_INFINITY;

  delayMs({ askedMs, isAwaited }: DelayInput): number {
    const nowMs = performance.now();
    if (nowMs - this.openAtMs > longMs) this.opened = 0;
    const leastMs = Math.min(firstMs * 2 ** this.opened, isAwaited ? awaitedMsMax : idleMsMax);
    const delayMs = Math.max(leastMs, Math.min(askedMs, idleMsMax));
    this.opened = Math.min(this.opened + 1, 20);
    this.openAtMs = nowMs + delayMs;
    return delayMs;
  }
}
