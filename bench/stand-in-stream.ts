import type { Page } from "@playwright/test";

/**
 * Stands in for the stream of the list, in place of the browser's socket: 200 updates a second in four batches, half of
 * them new jobs and half of them moves, so that the page can be measured on a machine too busy to make as many calls.
 */
export async function standInForStream(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const [batchMs, batchSize, idChars] = [250, 50, 26];
    let made = 0;
    window.EventSource = class extends EventTarget {
      timer = setInterval(() => {
        const jobs = Array.from({ length: batchSize }, (_, n) => {
          if (n % 2 === 0) made += 1;
          return {
            job_id: `job_z${String(made - (n % 2) * 20).padStart(idChars - 1, "0")}`,
            intent: "memory.write",
            mode: "agent",
            state: n % 2 === 0 ? "running" : "succeeded",
            caller: "bench",
            created_at: new Date().toISOString(),
            finished_at: null,
            duration_ms: n,
            error: null,
            attempt: 1,
            attempts_max: 1,
            next_attempt_at: null,
            replay_of: null,
          };
        });
        this.dispatchEvent(new MessageEvent("jobs", { data: JSON.stringify({ jobs, gone: [] }) }));
      }, batchMs);
      constructor() {
        super();
        setTimeout(() => this.dispatchEvent(new Event("open")));
      }
      close() {
        clearInterval(this.timer);
      }
    } as unknown as typeof EventSource;
  });
}
