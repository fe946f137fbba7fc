import { expect, it } from "vitest";
import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import { createTestContext } from "@/lib/testing/test-context";
import { orchestrate } from "./orchestrate";

const ctx = await createTestContext();

it("runs a tool and records its job", async () => {
  const { job } = await orchestrate(ctx, { intent: "memory.write", inputs: { text: "Hello" }, mode: "auto" });
  expect(job).toMatchObject({ state: "succeeded", mode: "agent", result: { value: { status: "stored" } } });
});

it("records a read-only call whose caller does not wait", async () => {
  const { job } = await orchestrate(ctx, { intent: "memory.list", inputs: {}, mode: "auto", wait_s: 0 });
  await expect(getVisibleJob(ctx, job.id)).resolves.toMatchObject({ id: job.id, intent: "memory.list" });
});
