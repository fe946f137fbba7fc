import { expect, it } from "vitest";
import type { UserRole } from "@/lib/contracts/user";
import { createLog } from "@/lib/core/log";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock, log: createLog({ file: null, level: "silent" }) });
let lastN = 0;

async function person(role: UserRole = "viewer") {
  const user = await addUser(app.ctx, { email: `one${++lastN}@example.com`, role });
  const browser = createBrowser(app);
  await browser.signIn(user.email, testPassword);
  return { ...browser, user };
}

const isSignedIn = async (by: { send: (typeof app)["send"] }) => (await by.send({ path: "/account" })).status === 200;
const newPassword = "another password 2";

it("changes the password for the old one, and ends every session", async () => {
  const one = await person();
  const elsewhere = createBrowser(app);
  await elsewhere.signIn(one.user.email, testPassword);
  const body = { old_password: testPassword, new_password: newPassword };
  expect(await (await one.send({ path: "/account/password", body })).json()).toEqual({ sessions: "ended" });
  expect(await isSignedIn(one)).toBe(false);
  expect(await isSignedIn(elsewhere)).toBe(false);
  expect((await one.signIn(one.user.email, testPassword)).status).toBe(401);
  expect((await one.signIn(one.user.email, newPassword)).status).toBe(200);
  expect(await isSignedIn(one)).toBe(true);
});

it("refuses a wrong old password, and after five says when to come again", async () => {
  const one = await person();
  const body = { old_password: "not it", new_password: newPassword };
  for (let n = 0; n < 5; n++) {
    expect(await errorOf(await one.send({ path: "/account/password", body }))).toMatchObject({
      code: "forbidden",
      errors: [{ path: "old_password" }],
    });
  }
  const right = { old_password: testPassword, new_password: newPassword };
  expect(await errorOf(await one.send({ path: "/account/password", body: right }))).toMatchObject({
    code: "too_many_attempts",
    hint: "Try again in 2 seconds.",
  });
  clock.advance(2_000);
  expect((await one.send({ path: "/account/password", body: right })).status).toBe(200);
});

it("lets nobody's wrong old passwords make somebody else wait", async () => {
  const [eve, ada] = [await person(), await person()];
  const wrong = { old_password: "not it", new_password: newPassword };
  for (let n = 0; n < 40; n++) {
    expect([403, 429]).toContain((await eve.send({ path: "/account/password", body: wrong })).status);
    clock.advance(60_000);
  }
  await eve.send({ path: "/account/password", body: wrong });
  const right = { old_password: testPassword, new_password: newPassword };
  expect((await ada.send({ path: "/account/password", body: right })).status).toBe(200);
});

it.each([
  { old_password: testPassword, new_password: "too short" },
  { old_password: testPassword, new_password: "abababababababab" },
  { old_password: testPassword },
  { new_password: newPassword },
])("refuses %j", async (body) => {
  const one = await person();
  expect(await errorOf(await one.send({ path: "/account/password", body }))).toMatchObject({ code: "invalid_request" });
  expect(await isSignedIn(one)).toBe(true);
});

it("signs out everywhere", async () => {
  const one = await person();
  const elsewhere = createBrowser(app);
  await elsewhere.signIn(one.user.email, testPassword);
  expect((await one.send({ method: "POST", path: "/account/sign-out-everywhere" })).status).toBe(200);
  expect(await isSignedIn(one)).toBe(false);
  expect(await isSignedIn(elsewhere)).toBe(false);
});

it("has no account for a key, whatever its rights", async () => {
  const key = await app.createKey({ rights: ["admin"] });
  for (const path of ["/account", "/account/password", "/account/sign-out-everywhere"]) {
    const body = { old_password: "x", new_password: newPassword };
    const sent = path === "/account" ? { path } : { path, body, method: "POST" };
    expect(await errorOf(await app.send({ ...sent, key }))).toMatchObject({ code: "forbidden" });
  }
});

const changes = [
  { method: "PATCH", path: "/users/usr_1", body: { role: "admin" } },
  { method: "DELETE", path: "/users/usr_1" },
  { method: "POST", path: "/invitations", body: { email: "e@example.com", role: "admin" } },
  { method: "DELETE", path: "/invitations/inv_1" },
  { method: "PATCH", path: "/account", body: { name: "Eve" } },
  { method: "POST", path: "/account/password", body: { old_password: testPassword, new_password: newPassword } },
  { method: "POST", path: "/account/sign-out-everywhere" },
  { method: "POST", path: "/settings/notification/test" },
];

it.each(changes)("refuses $method $path that another site sends with an admin's cookie", async (sent) => {
  const admin = await person("admin");
  for (const origin of ["https://evil.example", "http://127.0.0.1:9", "null", ""]) {
    const answer = await admin.send({ ...sent, headers: { origin } });
    expect(await errorOf(answer)).toMatchObject({ code: "forbidden", errors: [{ path: "Origin" }] });
  }
  expect(await isSignedIn(admin)).toBe(true);
});
