type Limits = { signal: AbortSignal; ms: number };

/**
 * Does some work with a signal that is aborted with `signal`, or with a TimeoutError after `ms` milliseconds. Not with an
 * AbortSignal.timeout: one that is only joined to another may be collected as garbage on Node 20, and then never fires.
 */
export async function withTimeout<Value>(
  { signal, ms }: Limits,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException("The time is up.", "TimeoutError")), ms);
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}
