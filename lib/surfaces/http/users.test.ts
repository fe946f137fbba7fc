import { expect, it } from "vitest";
import { AuditList } from "@/lib/contracts/audit";
import { UserList, type UserRole } from "@/lib/contracts/user";
import { userActor } from "@/lib/records/actors";
import { createKey } from "@/lib/records/keys/create-key";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
let lastN = 0;

/** A new user, and a browser in which they are signed in. */
async function person(role: UserRole) {
  lastN += 1;
  const user = await addUser(app.ctx, { email: `person${lastN}@example.com`, role });
  const browser = createBrowser(app);
  expect((await browser.signIn(user.email, testPassword)).status).toBe(200);
  return { ...browser, user };
}

const admin = await person("admin");
const setRole = (by: typeof admin, id: string, role: string) =>
  by.send({ method: "PATCH", path: `/users/${id}`, body: { role } });
const remove = (by: typeof admin, id: string, query = "") =>
  by.send({ method: "DELETE", path: `/users/${id}${query}` });
const audited = async (subject: string) =>
  AuditList.parse(await (await admin.send({ path: `/audit?subject=${subject}` })).json()).entries;
const isSignedIn = async (by: typeof admin) => (await by.send({ path: "/account" })).status === 200;

it("lists people with what they may do, and no hash", async () => {
  const response = await admin.send({ path: "/users" });
  const text = await response.text();
  expect(text).not.toContain("argon2");
  const { users } = UserList.parse(JSON.parse(text));
  expect(users[0]).toMatchObject({ email: admin.user.email, role: "admin", has_password: true, identities: [] });
  expect(users[0]?.last_sign_in_at).not.toBeNull();
});

it("changes a role, writes it down, and ends that person's sessions at once", async () => {
  const other = await person("viewer");
  expect(await isSignedIn(other)).toBe(true);
  expect(await (await setRole(admin, other.user.id, "operator")).json()).toMatchObject({ role: "operator" });
  expect(await isSignedIn(other)).toBe(false);
  expect(await (await other.auth("session")).json()).toEqual({});
  expect((await other.signIn(other.user.email, testPassword)).status).toBe(200);
  expect(await (await other.send({ path: "/account" })).json()).toMatchObject({ role: "operator" });
  expect(await audited(other.user.id)).toMatchObject([
    { kind: "user.role_changed", actor: { id: admin.user.id }, data: { from: "viewer", to: "operator" } },
  ]);
});

it("leaves sessions and the audit log alone when the role is the same", async () => {
  const other = await person("viewer");
  expect((await setRole(admin, other.user.id, "viewer")).status).toBe(200);
  expect(await isSignedIn(other)).toBe(true);
  expect(await audited(other.user.id)).toEqual([]);
});

it.each(["viewer", "operator"] as const)("lets a %s change nobody's role, the own least of all", async (role) => {
  const one = await person(role);
  for (const id of [one.user.id, admin.user.id, "usr_none"]) {
    expect(await errorOf(await setRole(one, id, "admin"))).toMatchObject({ code: "forbidden" });
    expect(await errorOf(await remove(one, id))).toMatchObject({ code: "forbidden" });
  }
  for (const path of ["/users", "/invitations"]) {
    expect(await errorOf(await one.send({ path }))).toMatchObject({ code: "forbidden" });
  }
  const body = { email: "friend@example.com", role: "admin" };
  expect(await errorOf(await one.send({ path: "/invitations", body }))).toMatchObject({ code: "forbidden" });
});

it.each([
  { role: "owner" },
  { role: "admin", session_version: 0 },
  { id: "usr_1", role: "viewer" },
  { password_hash: "x" },
  {},
])("refuses the change %j", async (body) => {
  const other = await person("viewer");
  const response = await admin.send({ method: "PATCH", path: `/users/${other.user.id}`, body });
  expect(await errorOf(response)).toMatchObject({ code: "invalid_request" });
});

it("lets an account change its name and its preferences, and nothing else", async () => {
  const one = await person("viewer");
  const patch = (body: object) => one.send({ method: "PATCH", path: "/account", body });
  expect(await (await patch({ name: "  Ada  ", preferences: { shortcuts: false } })).json()).toMatchObject({
    name: "Ada",
    preferences: { theme: "auto", shortcuts: false },
  });
  expect(await (await patch({ preferences: { theme: "dark" } })).json()).toMatchObject({
    name: "Ada",
    preferences: { theme: "dark", shortcuts: false },
  });
  for (const body of [{ role: "admin" }, { email: "x@example.com" }, { name: "" }, { name: "a\u202eb" }]) {
    expect(await errorOf(await patch(body))).toMatchObject({ code: "invalid_request" });
  }
  expect(await audited(one.user.id)).toMatchObject([{ kind: "user.name_changed", data: { from: "", to: "Ada" } }]);
});

it("removes a person: sessions and keys end at once, and the audit log keeps who it was", async () => {
  const other = await person("operator");
  const made = await createKey(
    { ...app.ctx, actor: userActor(other.user) },
    { name: "k", intents: ["*"], namespace: "default", rights: [] },
  );
  expect((await app.send({ path: "/jobs", key: made.key })).status).toBe(200);
  expect(await (await remove(admin, other.user.id)).json()).toMatchObject({ keys_revoked: 1 });
  expect(await isSignedIn(other)).toBe(false);
  expect((await app.send({ path: "/jobs", key: made.key })).status).toBe(401);
  expect((await other.signIn(other.user.email, testPassword)).status).toBe(401);
  expect(await audited(other.user.id)).toMatchObject([{ kind: "user.removed", data: { email: other.user.email } }]);
  expect(await errorOf(await remove(admin, other.user.id))).toMatchObject({ code: "not_found" });
});

it("keeps the keys of whoever is removed when that is asked for", async () => {
  const other = await person("operator");
  const made = await createKey(
    { ...app.ctx, actor: userActor(other.user) },
    { name: "k", intents: ["*"], namespace: "default", rights: [] },
  );
  expect(await (await remove(admin, other.user.id, "?keys=keep")).json()).toMatchObject({ keys_revoked: 0 });
  expect((await app.send({ path: "/jobs", key: made.key })).status).toBe(200);
});

it("refuses that admins remove or demote themselves, by a key of their own too", async () => {
  const key = await createKey(
    { ...app.ctx, actor: userActor(admin.user) },
    { name: "k", intents: ["*"], namespace: "default", rights: ["admin"] },
  );
  expect(await errorOf(await remove(admin, admin.user.id))).toMatchObject({ error: "You cannot remove yourself." });
  expect(await errorOf(await setRole(admin, admin.user.id, "viewer"))).toMatchObject({ code: "forbidden" });
  const byKey = await app.send({ method: "DELETE", path: `/users/${admin.user.id}`, key: key.key });
  expect(await errorOf(byKey)).toMatchObject({ code: "forbidden" });
});

it("never loses the last admin, though the command line asks, or two admins remove each other at once", async () => {
  const key = await app.createKey({ rights: ["admin"] });
  const last = await app.send({ method: "DELETE", path: `/users/${admin.user.id}`, key });
  expect(await errorOf(last)).toMatchObject({ error: `'${admin.user.email}' is the last admin.` });
  const second = await person("admin");
  const answers = await Promise.all([remove(admin, second.user.id), remove(second, admin.user.id)]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const { users } = UserList.parse(await (await app.send({ path: "/users", key })).json());
  expect(users.filter(({ role }) => role === "admin")).toHaveLength(1);
});
