import { expect, it } from "vitest";
import { CreatedInvitation, InvitationList } from "@/lib/contracts/invitation";
import { invitations } from "@/lib/db/schema-people";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock, variables: { ORCHESTRATOR_URL: "http://127.0.0.1:8000" } });
const boss = await addUser(app.ctx, { email: "boss@example.com", role: "admin" });
const admin = createBrowser(app);
await admin.signIn(boss.email, testPassword);
const hourMs = 60 * 60_000;
const password = "something long enough";
let lastN = 0;

async function invite({ email = `new${++lastN}@example.com`, role = "operator" } = {}) {
  const response = await admin.send({ path: "/invitations", body: { email, role } });
  expect(response.status).toBe(201);
  const made = CreatedInvitation.parse(await response.json());
  return { ...made, token: made.link.split("#")[1] ?? "" };
}

const accept = (token: string, more: object = {}) =>
  app.send({ path: "/invitations/accept", body: { token, name: "New One", password, ...more } });
const check = (token: string) => app.send({ path: "/invitations/check", body: { token } });
const open = async () => InvitationList.parse(await (await admin.send({ path: "/invitations" })).json()).invitations;

it("gives a link that is shown once and kept as a hash", async () => {
  const { link, token, invitation_id } = await invite();
  expect(link).toBe(`http://127.0.0.1:8000/join#${token}`);
  const kept = JSON.stringify(await app.ctx.db.select().from(invitations));
  expect(kept).not.toContain(token);
  expect(JSON.stringify(await open())).not.toContain(token);
  expect((await open()).map((one) => one.invitation_id)).toContain(invitation_id);
});

it("says whom it is for as often as it is opened, and makes them a user once", async () => {
  const { email, token } = await invite({ role: "viewer" });
  for (let n = 0; n < 3; n++) expect(await (await check(token)).json()).toMatchObject({ email, role: "viewer" });
  const answer = await accept(token);
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ email, role: "viewer" });
  expect(await errorOf(await accept(token))).toMatchObject({ code: "not_found" });
  expect(await errorOf(await check(token))).toMatchObject({ code: "not_found" });
  const browser = createBrowser(app);
  expect((await browser.signIn(email, password)).status).toBe(200);
  expect(await (await browser.send({ path: "/account" })).json()).toMatchObject({
    email,
    name: "New One",
    role: "viewer",
  });
});

it("makes one user of ten who use one link at the same time", async () => {
  const { token } = await invite();
  const answers = await Promise.all(Array.from({ length: 10 }, () => accept(token)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 404]));
});

it("holds for 72 hours", async () => {
  const { token } = await invite();
  clock.advance(72 * hourMs - 1);
  expect((await check(token)).status).toBe(200);
  clock.advance(1);
  expect(await errorOf(await accept(token))).toMatchObject({ code: "not_found" });
  expect(await open()).toEqual([]);
  await admin.signIn(boss.email, testPassword);
});

it("ends when it is revoked, and when another one is made for the same address", async () => {
  const first = await invite();
  expect((await admin.send({ method: "DELETE", path: `/invitations/${first.invitation_id}` })).status).toBe(200);
  expect((await accept(first.token)).status).toBe(404);
  const again = await admin.send({ method: "DELETE", path: `/invitations/${first.invitation_id}` });
  expect(await errorOf(again)).toMatchObject({ code: "not_found" });
  const second = await invite({ email: "Twice@example.com" });
  const third = await invite({ email: "twice@example.com" });
  expect((await accept(second.token)).status).toBe(404);
  expect((await accept(third.token)).status).toBe(201);
});

it("ends when whoever gave it is no admin any more", async () => {
  const other = await addUser(app.ctx, { email: "other-admin@example.com", role: "admin" });
  const browser = createBrowser(app);
  await browser.signIn(other.email, testPassword);
  const made = await browser.send({ path: "/invitations", body: { email: "mate@example.com", role: "admin" } });
  const { link } = CreatedInvitation.parse(await made.json());
  await admin.send({ method: "PATCH", path: `/users/${other.id}`, body: { role: "viewer" } });
  expect((await accept(link.split("#")[1] ?? "")).status).toBe(404);
});

it("refuses to invite somebody who is a user already, in any case", async () => {
  const response = await admin.send({ path: "/invitations", body: { email: "BOSS@example.com", role: "viewer" } });
  expect(await errorOf(response)).toMatchObject({ code: "already_exists", errors: [{ path: "email" }] });
});

it.each<[string, object, string]>([
  ["a password of eleven characters", { password: "elevenchars" }, "password"],
  ["a password of one character", { password: "aaaaaaaaaaaaaa" }, "password"],
  ["no name", { name: " " }, "name"],
  ["a name that reorders others", { name: "\u202egnp" }, "name"],
  ["a role of one's own choice", { role: "admin" }, "role"],
  ["an address of one's own choice", { email: "boss@example.com" }, "email"],
])("refuses %s, and the link stays good", async (_, more, path) => {
  const { token } = await invite();
  expect(await errorOf(await accept(token, more))).toMatchObject({ code: "invalid_request", errors: [{ path }] });
  expect((await check(token)).status).toBe(200);
});

it("refuses the address itself as a password", async () => {
  const { token, email } = await invite();
  expect(await errorOf(await accept(token, { password: email }))).toMatchObject({ code: "invalid_request" });
});

it.each(["", "inv_", `inv_${"a".repeat(43)}`, `inv_${"a".repeat(44)}`])("does not know the token %j", async (token) => {
  for (const answer of [await check(token), await accept(token)]) expect([400, 404]).toContain(answer.status);
});

it("takes a page's request from our own pages alone", async () => {
  const { token } = await invite();
  const headers = { host: "127.0.0.1:8000", origin: "https://evil.example" };
  const answer = await app.send({ path: "/invitations/accept", body: { token, name: "N", password }, headers });
  expect(await errorOf(answer)).toMatchObject({ code: "forbidden", errors: [{ path: "Origin" }] });
});
