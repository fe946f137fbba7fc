import { expect, it } from "vitest";
import { createTestContext } from "@/lib/testing/test-context";
import { cancelJob } from "./cancel-job";
import { orchestrate } from "./orchestrate";

const ctx = await createTestContext();
const queued = async () =>
  (await orchestrate(ctx, { intent: "system.wait", inputs: { seconds: 1 }, mode: "auto", wait_s: 0 })).job;

it("lets nobody cancel by the right to see alone, as a viewer has it", async () => {
  const viewer = {
    ...ctx,
    actor: { ...ctx.actor, id: "usr_viewer", intents: [], rights: ["jobs_of_others" as const] },
  };
  const { id } = await queued();
  await expect(cancelJob(viewer, id)).rejects.toMatchObject({ code: "forbidden" });
});

it("lets whoever sees a job and may call its intent cancel it", async () => {
  const operator = { ...ctx, actor: { ...ctx.actor, id: "usr_operator", rights: ["jobs_of_others" as const] } };
  const { id } = await queued();
  expect(await cancelJob(operator, id)).toMatchObject({ state: "cancelled", error: { code: "cancelled" } });
});

it("hides another's job from whoever may not see it", async () => {
  const other = { ...ctx, actor: { ...ctx.actor, id: "key_other" } };
  const { id } = await queued();
  await expect(cancelJob(other, id)).rejects.toMatchObject({ code: "job_not_found" });
});
