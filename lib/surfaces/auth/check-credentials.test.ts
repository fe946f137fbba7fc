import { beforeEach, expect, test } from "vitest";
import type { Context } from "@/lib/records/context";
import { createFirstUser } from "@/lib/records/users/create-first-user";
import { createTestContext } from "@/lib/testing/test-context";
import { checkCredentials } from "./check-credentials";

const email = "admin@example.com";
const password = "correct horse battery staple";
const shared = await createTestContext();
await createFirstUser(shared, { email, password });

let ctx: Context;
let nowMs = Date.parse("2026-03-01T12:00:00Z");

beforeEach(() => {
  nowMs += 24 * 60 * 60_000;
  ctx = { ...shared, clock: { now: () => new Date(nowMs) } };
});

async function kindOf(given: unknown): Promise<string> {
  return (await checkCredentials(ctx, given)).kind;
}

test("accepts the right password, with the address in any case", async () => {
  expect(await checkCredentials(ctx, { email: "Admin@Example.com", password })).toMatchObject({
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
  expect(await checkCredentials(ctx, given)).toEqual({ kind: "refused" });
});

test.each([email, "nobody@example.com"])("makes %s wait after five failures, longer each time", async (address) => {
  for (let failure = 0; failure < 5; failure++) {
    expect(await kindOf({ email: address, password: "wrong" })).toBe("refused");
  }
  expect(await checkCredentials(ctx, { email: address, password: "wrong" })).toEqual({
    kind: "throttled",
    waitMs: 2_000,
  });
  nowMs += 2_000;
  expect(await kindOf({ email: address, password: "wrong" })).toBe("refused");
  expect(await checkCredentials(ctx, { email: address, password })).toEqual({ kind: "throttled", waitMs: 4_000 });
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
