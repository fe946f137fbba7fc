import { expect, it } from "vitest";
import { createTestContext } from "@/lib/testing/test-context";
import { orchestrate } from "./orchestrate";

const ctx = await createTestContext();

it("runs a tool and records its job", async () => {
  const { job } = await orchestrate(ctx, { intent: "memory.write", inputs: { text: "Hello" }, mode: "auto" });
  expect(job).toMatchObject({ state: "succeeded", mode: "agent", result: { value: { status: "stored" } } });
});
