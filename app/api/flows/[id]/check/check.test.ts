import { expect, it } from "vitest";
import { FlowCheck } from "@/lib/contracts/flow-binding";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { probedN8n } from "@/lib/testing/n8n-stand-in";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const n8n = await startFlowStandIn(probedN8n({ "gmail-triage": "POST" }));
const app = await createTestApp({ variables: { N8N_WEBHOOK_BASE: `${n8n.url}/webhook` } });
const admin = await app.createKey({ rights: ["admin"] });
const plain = await app.createKey();

async function bind(flow: object): Promise<string> {
  const response = await app.send({ path: "/flows", key: admin, body: { backend: "n8n", ...flow } });
  return ((await response.json()) as { flow_id: string }).flow_id;
}
const triage = await bind({ intent: "gmail.triage" });
const check = (id: string, key?: string) => app.send({ method: "POST", path: `/flows/${id}/check`, key });

it("looks at a flow without running it", async () => {
  const response = await check(triage, admin);
  expect(response.status).toBe(200);
  expect(FlowCheck.parse(await response.json())).toMatchObject({ flow_id: triage, state: "ok", fix: null });
  expect(n8n.seen.map(({ method }) => method)).toEqual(["PROPFIND", "OPTIONS"]);
});

it("looks at one that is switched off as well, and answers 200 to a flow that is not there", async () => {
  const missing = await bind({ intent: "gmail.missing", enabled: false });
  const response = await check(missing, admin);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ state: "failed", fix: expect.stringContaining("Activate") });
});

it("answers 401 to nobody, 403 without the right, 404 for no flow, 405 to a GET", async () => {
  expect((await check(triage)).status).toBe(401);
  expect((await check(triage, plain)).status).toBe(403);
  const unknown = await check("flow_none", admin);
  expect(unknown.status).toBe(404);
  expect((await errorOf(unknown)).code).toBe("not_found");
  expect((await app.send({ path: `/flows/${triage}/check`, key: admin })).status).toBe(405);
});
