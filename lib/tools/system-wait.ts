import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { defineTool } from "./define-tool";

const stepMs = 1_000;

export const systemWait = defineTool({
  intent: "system.wait",
  title: "Wait",
  description:
    "Does nothing for some seconds and tells every second how far it is. For trying out jobs, streams and callbacks.",
  effects: "read",
  input: z.strictObject({
    seconds: z.number().min(0).max(300).describe("How long, 0 to 300."),
    message: z.string().max(500).optional().describe("What it says while it waits."),
  }),
  output: z.strictObject({ waited_s: z.number() }),
  example: { seconds: 3, message: "Waiting for the kettle" },
  timeoutMs: 310_000,
  run: async ({ signal, report }, { seconds, message = "Waiting" }) => {
    const startedMs = performance.now();
    const wholeMs = seconds * 1000;
    const passedMs = () => performance.now() - startedMs;
    report.output(`${message}: ${seconds} s\n`);
    for (let leftMs = wholeMs; leftMs > 0; leftMs = wholeMs - passedMs()) {
      report.progress({
        fraction: Math.round((passedMs() / wholeMs) * 100) / 100,
        message: `${message}, ${Math.ceil(leftMs / 1000)} s left`,
      });
      await sleep(Math.min(stepMs, leftMs), undefined, { signal });
    }
    report.progress({ fraction: 1, message: "Done" });
    return { waited_s: Math.round(passedMs()) / 1000 };
  },
});
