import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { jobs } from "@/lib/db/schema";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestApp } from "@/lib/testing/test-app";

const app = await createTestApp();
const admin = await app.createKey({ rights: ["admin"] });
const job = queuedJob();
await app.ctx.db.insert(jobs).values(job);
const paths = ["/jobs/events", `/jobs/${job.id}/events`];
let added = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function signedIn() {
  const user = await addUser(app.ctx, { email: `p${++added}@example.com`, role: "viewer" });
  const browser = createBrowser(app);
  await browser.signIn(user.email, testPassword);
  return { user, browser };
}

/** Opens a stream and reads it along; `ended` is resolved when it is closed. */
async function follow(open: () => Promise<Response>) {
  const response = await open();
  expect(response.status).toBe(200);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  let isEnded = false;
  const ended = (async () => {
    while (!(await reader.read()).done);
    isEnded = true;
  })();
  await app.ctx.db.$count(jobs);
  return { ended, isEnded: () => isEnded, cancel: () => reader.cancel() };
}

it.each(paths)("closes %s when its reader signed out everywhere, and no other", async (path) => {
  const [gone, stays] = [await signedIn(), await signedIn()];
  const stream = await follow(() => gone.browser.send({ path }));
  const other = await follow(() => stays.browser.send({ path }));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(stream.isEnded()).toBe(false);
  expect((await gone.browser.send({ method: "POST", path: "/account/sign-out-everywhere" })).status).toBe(200);
  await vi.advanceTimersByTimeAsync(5_000);
  await stream.ended;
  expect(other.isEnded()).toBe(false);
  await other.cancel();
});

it.each(paths)("closes %s when its reader's role is another", async (path) => {
  const { user, browser } = await signedIn();
  const stream = await follow(() => browser.send({ path }));
  const body = { role: "operator" };
  expect((await app.send({ method: "PATCH", path: `/users/${user.id}`, key: admin, body })).status).toBe(200);
  await vi.advanceTimersByTimeAsync(5_000);
  await stream.ended;
});

it("closes the stream of a key that was revoked", async () => {
  const key = await app.createKey();
  const stream = await follow(() => app.send({ path: "/jobs/events", key }));
  const { keys } = await (await app.send({ path: "/keys", key: admin })).json();
  const { key_id } = keys.find((one: { starts_with: string }) => key.startsWith(one.starts_with));
  expect((await app.send({ method: "DELETE", path: `/keys/${key_id}`, key: admin })).status).toBe(200);
  await vi.advanceTimersByTimeAsync(5_000);
  await stream.ended;
});

it("closes it too while its address is held up for keys that nobody has", async () => {
  const key = await app.createKey();
  const stream = await follow(() => app.send({ path: "/jobs/events", key }));
  const unknown = async () => (await app.send({ path: "/jobs", key: `ork_${Math.random()}` })).status;
  for (let i = 0; i < 40 && (await unknown()) !== 429; i++);
  expect(await unknown()).toBe(429);
  const { keys } = await (await app.send({ path: "/keys", key: admin })).json();
  const { key_id } = keys.find((one: { starts_with: string }) => key.startsWith(one.starts_with));
  expect((await app.send({ method: "DELETE", path: `/keys/${key_id}`, key: admin })).status).toBe(200);
  await vi.advanceTimersByTimeAsync(5_000);
  await stream.ended;
});
