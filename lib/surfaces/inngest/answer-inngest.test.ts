import { describe, expect, it } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const keys = { INNGEST_EVENT_KEY: "test", INNGEST_SIGNING_KEY: `signkey-test-${"0".repeat(64)}` };
const call = {
  method: "POST",
  path: "/inngest?fnId=orchestrator-keep-house&stepId=step",
  body: { event: {}, events: [{}], steps: {}, ctx: {} },
};

describe("/api/inngest", () => {
  it("is not there without Inngest", async () => {
    const app = await createTestApp();
    const response = await app.send(call);
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toMatchObject({ code: "not_found" });
  });

  it.each([
    ["no signature", {}],
    ["a wrong signature", { "x-inngest-signature": `t=${Math.floor(Date.now() / 1000)}&s=${"0".repeat(64)}` }],
  ])("refuses a call with %s", async (_name, headers) => {
    forgetGlobalState("inngest-handler");
    const app = await createTestApp({ variables: keys });
    const response = await app.send({ ...call, headers });
    expect(response.status).toBe(401);
  });

  it("takes no other method", async () => {
    const app = await createTestApp({ variables: keys });
    expect((await app.send({ method: "DELETE", path: "/inngest" })).status).toBe(405);
  });
});
