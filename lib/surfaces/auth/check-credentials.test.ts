import { beforeEach, expect, test } from "vitest";
import { signInFailures } from "@/lib/db/schema-people";
import type { Context } from "@/lib/records/context";
import { createFirstUser } from "@/lib/records/users/create-first-user";
import { inPasswordSlot } from "@/lib/records/users/password-slots";
import { createTestContext } from "@/lib/testing/test-context";
import { checkCredentials } from "./check-credentials";
import { readDevice, writeDevice } from "./known-device";

const email = "admin@example.com";
const password = "correct horse battery staple";
const home = { address: "192.0.2.1", deviceCookie: null };
const shared = await createTestContext();
await createFirstUser(shared, { email, password });

let ctx: Context;
let nowMs = Date.parse("2026-03-01T12:00:00Z");

beforeEach(() => {
  nowMs += 24 * 60 * 60_000;
  ctx = { ...shared, clock: { now: () => new Date(nowMs) } };
});

const check = (given: unknown, visitor: { address: string; deviceCookie: string | null } = home) =>
  checkCredentials(ctx, { given, visitor });
const kindOf = async (given: unknown, visitor = home) => (await check(given, visitor)).kind;
const from = (address: string) => ({ address, deviceCookie: null });

test("accepts the right password, with the address in any case", async () => {
  expect(await check({ email: "Admin@Example.com", password })).toMatchObject({
    kind: "accepted",
    user: { email, role: "admin" },
  });
});

test.each([
  ["a wrong password", { email, password: "wrong" }],
  ["an unknown user", { email: "nobody@example.com", password }],
  ["an empty password", { email, password: "" }],
  ["a missing password", { email }],
  ["a password that is not text", { email, password: { $ne: "" } }],
  ["a password of a megabyte", { email, password: "x".repeat(1024 * 1024) }],
  ["nothing", undefined],
])("refuses %s in the same words", async (_name, given) => {
  expect(await check(given)).toEqual({ kind: "refused" });
});

test.each([email, "nobody@example.com"])("makes %s wait after five failures, longer each time", async (address) => {
  for (let failure = 0; failure < 5; failure++) {
    expect(await kindOf({ email: address, password: "wrong" })).toBe("refused");
  }
  expect(await check({ email: address, password: "wrong" })).toEqual({ kind: "throttled", waitMs: 2_000 });
  nowMs += 2_000;
  expect(await kindOf({ email: address, password: "wrong" })).toBe("refused");
  expect(await check({ email: address, password })).toEqual({ kind: "throttled", waitMs: 4_000 });
});

test("never makes anybody wait longer than a minute, and forgets after a success", async () => {
  for (let failure = 0; failure < 20; failure++) {
    await kindOf({ email, password: "wrong" });
    nowMs += 60_000;
  }
  expect(await kindOf({ email, password })).toBe("accepted");
  expect(await kindOf({ email, password: "wrong" })).toBe("refused");
});

test("attempts sent side by side are counted one by one", async () => {
  const kinds = await Promise.all(Array.from({ length: 12 }, () => kindOf({ email, password: "wrong" })));
  expect(kinds.filter((kind) => kind === "refused")).toHaveLength(5);
  expect(kinds.filter((kind) => kind === "throttled")).toHaveLength(7);
});

test("whoever fails for somebody else keeps only the own address out", async () => {
  const attacker = from("203.0.113.66");
  for (let failure = 0; failure < 12; failure++) await kindOf({ email, password: `guess ${failure}` }, attacker);
  expect(await kindOf({ email, password }, attacker)).toBe("throttled");
  expect(await kindOf({ email, password }, home)).toBe("accepted");
});

test("a crowd of addresses slows each other down, and the owner gets in from anywhere at the first try", async () => {
  for (let n = 0; n < 50; n++) await kindOf({ email, password: "wrong" }, from(`203.0.113.${n}`));
  const next = from("203.0.113.200");
  expect(await kindOf({ email, password: "wrong" }, next)).toBe("refused");
  expect(await check({ email, password }, next)).toEqual({ kind: "throttled", waitMs: 30_000 });
  expect(await kindOf({ email, password }, from("198.51.100.7"))).toBe("accepted");
});

test("one address gets thirty failures over all accounts, and then waits at every one", async () => {
  const visitor = from("203.0.113.99");
  for (let n = 0; n < 30; n++) {
    expect(await kindOf({ email: `user${n}@example.com`, password: "wrong" }, visitor)).toBe("refused");
  }
  expect(await kindOf({ email: "user31@example.com", password: "wrong" }, visitor)).toBe("throttled");
  nowMs += 16 * 60_000;
  expect(await kindOf({ email: "user31@example.com", password: "wrong" }, visitor)).toBe("refused");
});

test("a browser that has signed in before is not kept out by what its address did", async () => {
  for (let failure = 0; failure < 40; failure++) await kindOf({ email, password: "wrong" });
  expect(await kindOf({ email, password })).toBe("throttled");
  const deviceCookie = writeDevice(ctx, email);
  expect(await check({ email, password }, { ...home, deviceCookie })).toMatchObject({ kind: "accepted" });
});

test("a known device is slowed down too, and is no other account's", async () => {
  const visitor = { ...home, deviceCookie: writeDevice(ctx, email) };
  for (let failure = 0; failure < 5; failure++)
    expect((await check({ email, password: "x" }, visitor)).kind).toBe("refused");
  expect(await check({ email, password }, visitor)).toMatchObject({ kind: "throttled" });
  const { deviceCookie: cookie } = visitor;
  expect(readDevice(ctx, { cookie, email })).not.toBeNull();
  expect(readDevice(ctx, { cookie, email: "other@example.com" })).toBeNull();
  expect(readDevice(ctx, { cookie: cookie.replace(/.$/, (last) => (last === "0" ? "1" : "0")), email })).toBeNull();
  nowMs += 181 * 24 * 60 * 60_000;
  expect(readDevice(ctx, { cookie, email })).toBeNull();
});

test.each(["", ".", "..", "a.b", "a.NaN.c", null])("takes %j for no device", (cookie) => {
  expect(readDevice(ctx, { cookie, email })).toBeNull();
});

test("the table of failures tells neither addresses nor accounts", async () => {
  await kindOf({ email, password: "wrong" }, from("198.51.100.250"));
  const text = JSON.stringify(await ctx.db.select().from(signInFailures));
  expect(text).not.toMatch(/198\.51|example\.com/);
});

test("two passwords are computed at once, some wait, and the rest is told to come again, uncounted", async () => {
  let running = 0;
  let runningMost = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const work = Array.from({ length: 34 }, () =>
    inPasswordSlot(async () => {
      runningMost = Math.max(runningMost, ++running);
      await held;
      running -= 1;
    }),
  );
  for (let n = 0; n < 7; n++)
    await expect(check({ email, password }, from("198.51.100.9"))).rejects.toMatchObject({ code: "busy" });
  release();
  await Promise.all(work);
  expect(runningMost).toBe(2);
  expect(await kindOf({ email, password }, from("198.51.100.9"))).toBe("accepted");
});

test("an unknown user takes as long as a known one", async () => {
  const takes = async (address: string) => {
    nowMs += 24 * 60 * 60_000;
    const startedMs = performance.now();
    await check({ email: address, password: "wrong" });
    return performance.now() - startedMs;
  };
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const known: number[] = [];
  const unknown: number[] = [];
  // By turns, so that a busy machine is as busy for both.
  for (let n = 0; n < 11; n++) {
    known.push(await takes(email));
    unknown.push(await takes("nobody@example.com"));
  }
  expect(median(unknown) / median(known)).toBeGreaterThan(0.5);
  expect(median(unknown) / median(known)).toBeLessThan(2);
});
