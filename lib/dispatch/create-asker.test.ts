import { expect, it } from "vitest";
import { colorQuestion } from "@/lib/testing/asking-tool";
import { createTestContext } from "@/lib/testing/test-context";
import { createAsker } from "./create-asker";

const ctx = await createTestContext();

it("lets five questions of a run wait, and cancels those above until one is over", async () => {
  let stop = (_error: Error) => {};
  const recorded = new Promise<void>((_resolve, reject) => (stop = reject));
  const { signal } = new AbortController();
  const asker = createAsker(ctx, { job: { id: "job_none", attempt: 1 }, signal, onRecord: () => recorded });
  const waiting = Promise.allSettled(Array.from({ length: 5 }, () => asker.ask(colorQuestion)));
  expect(await asker.ask(colorQuestion)).toEqual({ action: "cancel" });
  stop(new Error("the job is gone"));
  expect((await waiting).map(({ status }) => status)).toEqual(Array(5).fill("rejected"));
  await expect(asker.ask(colorQuestion)).rejects.toThrow("the job is gone");
});
