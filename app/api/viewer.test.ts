import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { jobs } from "@/lib/db/schema";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp({ variables: { ORCHESTRATOR_APPROVAL_RULES: "memory.delete" } });
const viewer = createBrowser(app);
await viewer.signIn((await addUser(app.ctx, { email: "v@example.com", role: "viewer" })).email, testPassword);

// What somebody else asked for: a job that has ended, one that has not, and one that waits for a person.
const key = await app.createKey({ intents: ["*"], rights: ["admin"] });
const ended = queuedJob({ state: "succeeded", callerId: "key_other", finishedAt: new Date() });
const moving = queuedJob({ callerId: "key_other" });
await app.ctx.db.insert(jobs).values([ended, moving]);
const inputs = { item_id: `mem_${"0".repeat(26)}` };
const asked = await app.send({ path: "/orchestrate", key, body: { intent: "memory.delete", inputs, wait_s: 0 } });
const { approval } = (await asked.json()) as { approval: { id: string } };
const { hash } = (await (await app.send({ path: `/approvals/${approval.id}`, key })).json()) as { hash: string };

/** One's own account, views and programs; and what has no caller or its own proof, tested beside it. */
const notRefused = new Set([
  "PATCH account",
  "POST account/password",
  "POST account/sign-out-everywhere",
  "POST jobs/views",
  "DELETE jobs/views/[id]",
  "DELETE grants/[id]",
  "POST oauth/decide",
]);

const decision = { decision: "approve", hash, reason: "because" };
/** What is sent where an empty body or an id that there is not would be refused before the right is looked at. */
const sent: Record<string, { path?: string; body?: unknown }> = {
  "POST approvals/[id]": { path: `approvals/${approval.id}`, body: decision },
  // One's own secret may be made anew by everybody; a viewer has no use for it.
  "POST callback-secret/rotate": { body: { caller_id: "key_other" } },
  "POST orchestrate": { body: { intent: "system.whoami", inputs: {} } },
  "POST intents/[intent]": { path: "intents/system.whoami", body: {} },
  "POST jobs/[id]/answer": {
    path: `jobs/${moving.id}/answer`,
    body: { question_id: "qst_1", action: "decline" },
  },
  "POST jobs/[id]/callback/resend": { path: `jobs/${ended.id}/callback/resend` },
  "POST jobs/[id]/cancel": { path: `jobs/${moving.id}/cancel` },
  "POST jobs/[id]/replay": { path: `jobs/${ended.id}/replay` },
  "POST jobs/cancel": { body: { filter: {}, expected_count: 1 } },
  "POST jobs/replay": { body: { filter: {}, expected_count: 1 } },
};

const root = import.meta.dirname;
const changing = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .flatMap((file) => {
    const place = file.replace(/\/route\.ts$/, "");
    const methods = readFileSync(join(root, file), "utf8").matchAll(
      /export const (POST|PUT|PATCH|DELETE) = (?:endpoint|callEndpoint)/g,
    );
    return [...methods].map(([, method = ""]) => ({ method, place, name: `${method} ${place}` }));
  });

it("knows of more than thirty things that change something", () => {
  expect(changing.length).toBeGreaterThan(30);
  for (const name of [...notRefused, ...Object.keys(sent)]) expect(changing.map((one) => one.name)).toContain(name);
});

it.each(changing.filter(({ name }) => !notRefused.has(name)))(
  "refuses a viewer $name",
  async ({ method, place, name }) => {
    const path = sent[name]?.path ?? place.replaceAll(/\[\w+\]/g, "some_1");
    const response = await viewer.send({ method, path: `/${path}`, body: sent[name]?.body ?? {} });
    const refusal = { [name]: [response.status, (await errorOf(response)).code] };
    // What waits for a decision is not even shown to those who cannot decide it.
    expect(refusal).toEqual({ [name]: place === "approvals/[id]" ? [404, "approval_not_found"] : [403, "forbidden"] });
  },
);

it("has left all as it was", async () => {
  expect(await app.ctx.db.$count(jobs)).toBe(3);
  const seen = await (await app.send({ path: `/approvals/${approval.id}`, key })).json();
  expect(seen).toMatchObject({ state: "waiting", decisions: [] });
});
