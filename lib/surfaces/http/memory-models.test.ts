import { expect, it } from "vitest";
import { AuditList } from "@/lib/contracts/audit";
import { MemoryModels } from "@/lib/contracts/memory-models";
import { parseEnv } from "@/lib/core/env";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { startModelProvider } from "@/lib/testing/model-provider";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const provider = await startModelProvider(["old-model", "new-model"]);
const app = await createTestApp({ variables: provider.variables("old-model") });
const user = await addUser(app.ctx, { email: "viewer@example.com", role: "viewer" });
const viewer = createBrowser(app);
await viewer.signIn(user.email, testPassword);
const admin = await app.createKey({ rights: ["admin"] });
const path = "/memory/reembed";
const changeMsMax = 20_000;
const look = async () => MemoryModels.parse(await (await viewer.send({ path })).json());

it("shows to everybody who is signed in by which model memories are found, and to no other caller", async () => {
  expect(await look()).toEqual({ in_use: "old-model", configured: "old-model", waiting: 0, change: null });
  expect(await errorOf(await app.send({ path, key: await app.createKey() }))).toMatchObject({ code: "forbidden" });
});

it("lets admins alone begin a change, which goes on by itself and is written down", async () => {
  const body = { intent: "memory.write", inputs: { text: "the lighthouse keeper" } };
  expect((await app.send({ path: "/orchestrate", key: admin, body })).status).toBe(200);
  app.runtime.env = parseEnv(provider.variables("new-model"));
  expect(await errorOf(await viewer.send({ method: "POST", path }))).toMatchObject({ code: "forbidden" });
  expect(await look()).toMatchObject({ in_use: "old-model", configured: "new-model", change: null });

  const answer = await app.send({ method: "POST", path, key: admin });
  expect(answer.status).toBe(202);
  expect(MemoryModels.parse(await answer.json())).toMatchObject({ in_use: "old-model", change: { total: 1 } });
  const over = { in_use: "new-model", change: { state: "dropping", done: 1, refused: 0 } };
  await expect.poll(look, { timeout: changeMsMax }).toMatchObject(over);
  const { entries } = AuditList.parse(await (await app.send({ path: "/audit", key: admin })).json());
  const changes = entries.filter(({ kind }) => kind.startsWith("memory_model."));
  expect(changes.map(({ kind, actor }) => [kind, actor.kind])).toEqual([
    ["memory_model.switched", "process"],
    ["memory_model.change_started", "key"],
  ]);
});
