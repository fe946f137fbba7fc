import { expect, it, vi } from "vitest";
import { signInFailures } from "@/lib/db/schema-people";
import { forgetRemembered } from "@/lib/records/remember";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock, variables: { ORCHESTRATOR_TRUSTED_PROXIES: "1" } });
const good = await app.createKey();
let lastN = 0;
const unknown = () => `ork_${String(++lastN).padStart(43, "x")}`;
const call = (key: string, address: string) =>
  app.send({ path: "/intents/system.whoami", body: {}, key, headers: { "x-forwarded-for": address } });

async function storm(address: string, count: number): Promise<number[]> {
  const statuses = [];
  for (let n = 0; n < count; n++) statuses.push((await call(unknown(), address)).status);
  return statuses;
}

it("refuses thirty unknown keys of an address as such, and holds the address up from then on", async () => {
  const statuses = await storm("192.0.2.1", 40);
  expect(statuses.slice(0, 30)).toEqual(Array(30).fill(401));
  expect(statuses.slice(31)).toEqual(Array(9).fill(429));
  const refused = await call(unknown(), "192.0.2.1");
  const waitS = Number(refused.headers.get("retry-after"));
  expect(waitS).toBeGreaterThan(0);
  expect(await errorOf(refused)).toMatchObject({ code: "too_many_attempts", retry_after_s: waitS });
  expect((await call(unknown(), "192.0.2.2")).status).toBe(401);
});

it("lets a good key through all the same, known or new", async () => {
  await storm("192.0.2.3", 33);
  expect((await call(good, "192.0.2.3")).status).toBe(200);
  expect((await call(await app.createKey(), "192.0.2.3")).status).toBe(200);
});

it("asks the database nothing of a key that was refused before, and little of a storm of others", async () => {
  await storm("192.0.2.4", 33);
  const again = unknown();
  await call(again, "192.0.2.4");
  forgetRemembered(app.ctx);
  const session = (app.ctx.db as unknown as { session: { prepareQuery(...given: unknown[]): unknown } }).session;
  const sent = vi.spyOn(session, "prepareQuery");
  for (let n = 0; n < 50; n++) await call(again, "192.0.2.4");
  expect(sent).toHaveBeenCalledTimes(0);
  await storm("192.0.2.4", 200);
  expect(sent.mock.calls.length).toBeLessThanOrEqual(20);
  sent.mockRestore();
});

it("writes no address down, and forgets a wait when it is over", async () => {
  await storm("192.0.2.5", 33);
  expect((await call(unknown(), "192.0.2.5")).status).toBe(429);
  expect(JSON.stringify(await app.ctx.db.select().from(signInFailures))).not.toContain("192.0.2");
  clock.advance(61_000);
  expect((await call(unknown(), "192.0.2.5")).status).toBe(401);
});

it("costs a good key no row", async () => {
  const before = await app.ctx.db.$count(signInFailures);
  for (let n = 0; n < 5; n++) await call(good, "192.0.2.6");
  expect(await app.ctx.db.$count(signInFailures)).toBe(before);
});
