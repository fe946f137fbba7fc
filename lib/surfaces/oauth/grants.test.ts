import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { GrantEntry } from "@/lib/contracts/oauth";
import { auditLog } from "@/lib/db/schema-actions";
import { oauthClients, oauthCodes, oauthGrants, oauthTokens } from "@/lib/db/schema-oauth";
import { findJobActor } from "@/lib/records/actors";
import { deleteStaleOauth } from "@/lib/records/oauth/delete-stale-oauth";
import { findGrantActor } from "@/lib/records/oauth/find-grant-actor";
import { forgetRemembered } from "@/lib/records/remember";
import { createOauthClient, tokensOf } from "@/lib/testing/oauth-client";
import { createOauthUser } from "@/lib/testing/oauth-user";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock });
const ada = await createOauthUser({ app, id: "usr_ada" });
const eve = await createOauthUser({ app, id: "usr_eve" });
const admin = await createOauthUser({ app, id: "usr_root", role: "admin" });
const client = await createOauthClient(app);
const { db } = app.ctx;
const dayMs = 24 * 60 * 60_000;

type User = typeof ada;
const list = async (user: User) =>
  ((await (await user.send({ path: "/grants" })).json()) as { grants: GrantEntry[] }).grants.map((entry) =>
    GrantEntry.parse(entry),
  );
const revoke = (user: User, id: string) => user.send({ method: "DELETE", path: `/grants/${id}` });
const letIn = async (user: User) => {
  const code = (await user.approve(client.query, ["memory.*"])).get("code") ?? "";
  const { access_token } = await tokensOf(client.redeem(code));
  return (await findGrantActor(app.ctx, access_token))?.id ?? "";
};

it("lists to each user the programs of their own, and to an admin everybody's", async () => {
  const [adas, eves] = [await letIn(ada), await letIn(eve)];
  expect(await list(ada)).toEqual([
    {
      grant_id: adas,
      client_id: client.id,
      client_name: "A client",
      user_id: "usr_ada",
      user_email: ada.email,
      intents: ["memory.*"],
      created_at: clock.now().toISOString(),
      last_used_at: clock.now().toISOString(),
      revoked_at: null,
    },
  ]);
  expect((await list(admin)).map(({ grant_id }) => grant_id).toSorted()).toEqual([adas, eves].toSorted());
});

it("lists nothing to a key that belongs to nobody", async () => {
  const response = await app.send({ path: "/grants", key: await app.createKey() });
  expect(await response.json()).toEqual({ grants: [] });
});

it("lets a user shut out their own program once, and no other's", async () => {
  const id = await letIn(ada);
  expect((await errorOf(await revoke(eve, id))).code).toBe("not_found");
  const response = await revoke(ada, id);
  expect(response.status).toBe(200);
  expect(GrantEntry.parse(await response.json())).toMatchObject({
    grant_id: id,
    revoked_at: clock.now().toISOString(),
  });
  expect((await revoke(ada, id)).status).toBe(404);
  const entries = await db.select().from(auditLog).where(eq(auditLog.subject, id));
  expect(entries.map(({ kind, actorId }) => [kind, actorId])).toEqual([
    ["grant.created", "usr_ada"],
    ["grant.revoked", "usr_ada"],
  ]);
});

it("lets an admin shut out anybody's", async () => {
  expect((await revoke(admin, await letIn(eve))).status).toBe(200);
});

it("runs a job of a grant while it holds, and no longer", async () => {
  const callerId = await letIn(ada);
  const actor = () => findJobActor(app.ctx, { callerKind: "grant", callerId });
  expect(await actor()).toMatchObject({ id: callerId, intents: ["memory.*"], ownerId: "usr_ada" });
  await revoke(ada, callerId);
  expect(await actor()).toBeNull();
});

it("forgets what nobody can use any more, and nothing else", async () => {
  const live = await letIn(ada);
  const revoked = await letIn(ada);
  await revoke(ada, revoked);
  await ada.approve(client.query);
  const unused = await createOauthClient(app);
  const forget = () => deleteStaleOauth(app.ctx, { limit: 500 });
  const counts = () => Promise.all([oauthCodes, oauthTokens].map((table) => db.$count(table)));
  const before = await counts();
  expect(await forget()).toBe(0);
  expect(await counts()).toEqual(before);
  clock.advance(2 * 60 * 60_000);
  await forget();
  expect(await db.$count(oauthCodes)).toBe(0);
  expect((await list(ada)).map(({ grant_id }) => grant_id)).toEqual(expect.arrayContaining([live, revoked]));
  clock.advance(9 * dayMs);
  await forget();
  const clients = await db.select().from(oauthClients);
  expect(clients.map(({ id }) => id)).toEqual([client.id]);
  expect(clients.map(({ id }) => id)).not.toContain(unused.id);
  clock.advance(31 * dayMs);
  forgetRemembered(app.ctx);
  await forget();
  expect([await db.$count(oauthTokens), await db.$count(oauthGrants), await db.$count(oauthClients)]).toEqual([
    0, 0, 0,
  ]);
});

it("forgets in batches of the size that is given", async () => {
  const late = await createOauthClient(app);
  for (let count = 0; count < 3; count++) await ada.approve(late.query);
  clock.advance(dayMs);
  expect(await deleteStaleOauth(app.ctx, { limit: 2 })).toBe(2);
  expect(await db.$count(oauthCodes)).toBe(1);
});
