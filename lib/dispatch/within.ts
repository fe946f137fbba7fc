/** What a promise comes to within `waitMs` milliseconds, or null when it is not ready by then (at 0, at once). It goes on. */
export async function within<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | null> {
  if (waitMs <= 0) return null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, waitMs, null);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
