import { eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import type { McpTokens } from "@/lib/contracts/mcp-authorization";
import { CreateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { forgetGlobalState } from "@/lib/core/global-state";
import { mcpCredentials } from "@/lib/db/schema-mcp";
import { listMcpCredentials } from "@/lib/records/mcp-credentials/list-mcp-credentials";
import { storeMcpSignIn } from "@/lib/records/mcp-credentials/store-mcp-sign-in";
import { createMcpServer } from "@/lib/records/mcp-servers/create-mcp-server";
import { authorizationAt, jsonAnswer, startAuthServerStandIn } from "@/lib/testing/auth-server-stand-in";
import { createTestClock } from "@/lib/testing/test-clock";
import { createTestContext } from "@/lib/testing/test-context";
import { mcpAccessToken } from "./mcp-access-token";

const clock = createTestClock();
const ctx = { ...(await createTestContext()), clock };
let n = 0;
let good = "refresh 0";
let isDown = false;
/** Answers that wait to be let go. */
let held: (() => void)[] | null = null;
let onAsked = () => {};

/** Refresh tokens are good once, as many servers have it; a second use ends the grant. */
const server = await startAuthServerStandIn(() => ({
  "POST /token": ({ body }) => {
    if (isDown) return { status: 503 };
    const isGood = new URLSearchParams(body).get("refresh_token") === good;
    if (!isGood) return jsonAnswer({ error: "invalid_grant" }, 400);
    good = `refresh ${++n}`;
    const answer = jsonAnswer({
      access_token: `access-${n}`,
      token_type: "Bearer",
      refresh_token: good,
      expires_in: 3_600,
    });
    return (response) => {
      const send = () => void response.writeHead(answer.status, answer.headers).end(answer.body);
      if (held) held.push(send);
      else send();
      onAsked();
    };
  },
}));
await createMcpServer(ctx, CreateMcpServerRequest.parse({ name: "up", url: `${server.url}/mcp` }));

async function signIn(tokens: Partial<McpTokens>, lifetimeMs: number | null): Promise<string> {
  good = `refresh ${++n}`;
  const { credential_id } = await storeMcpSignIn(ctx, {
    server: "up",
    callerId: "*",
    authorization: authorizationAt(server.url),
    tokens: { accessToken: "first", refreshToken: good, scope: null, ...tokens },
    expiresAt: lifetimeMs === null ? null : new Date(clock.now().getTime() + lifetimeMs),
  });
  return credential_id;
}

const giver = (credentialId: string) => mcpAccessToken(ctx, { server: "up", credentialId });
const asks = () => server.tokenRequests().length;

beforeEach(() => {
  server.seen.length = 0;
  isDown = false;
  held = null;
  onAsked = () => {};
});

it("gives the token that there is until a minute before its end, then a new one", async () => {
  const give = giver(await signIn({}, 120_000));
  expect(await give({ refused: null })).toBe("first");
  clock.advance(59_000);
  expect(await give({ refused: null })).toBe("first");
  clock.advance(2_000);
  expect(await give({ refused: null })).toBe(`access-${n}`);
  expect(asks()).toBe(1);
});

it("renews a token that was refused, and not the one that took its place meanwhile", async () => {
  const give = giver(await signIn({}, null));
  const renewed = await give({ refused: "first" });
  expect(renewed).toBe(`access-${n}`);
  expect(await give({ refused: "first" })).toBe(renewed);
  expect(asks()).toBe(1);
});

it("renews once when two processes want that at the same time", async () => {
  const id = await signIn({}, 0);
  held = [];
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  const one = giver(id)({ refused: null });
  await asked;
  // Another process knows nothing of what this one is at.
  forgetGlobalState("mcp-renewals");
  const other = giver(id)({ refused: null });
  // The database takes statements in turn: by then the other one was told to wait.
  for (let i = 0; i < 5; i++) await ctx.db.$count(mcpCredentials);
  for (const send of held.splice(0)) send();
  held = null;
  expect(await Promise.all([one, other])).toEqual([`access-${n}`, `access-${n}`]);
  expect(asks()).toBe(1);
});

it("takes over from a process that died while it renewed, once its lease is over", async () => {
  const id = await signIn({}, 0);
  const over = new Date(Date.now() - 1_000);
  await ctx.db.update(mcpCredentials).set({ renewingUntil: over }).where(eq(mcpCredentials.id, id));
  expect(await giver(id)({ refused: null })).toBe(`access-${n}`);
});

it("uses what is left of a token while its authorization server is away, and fails for a while after that", async () => {
  const give = giver(await signIn({}, 30_000));
  isDown = true;
  expect(await give({ refused: null })).toBe("first");
  clock.advance(31_000);
  await expect(give({ refused: null })).rejects.toMatchObject({ mayHaveRun: false });
  isDown = false;
  expect(await give({ refused: null })).toBe(`access-${n}`);
});

it("asks for a sign-in once a renewal is refused, and asks the server no more", async () => {
  const give = giver(await signIn({ refreshToken: "used before" }, 0));
  const needed = { code: "upstream_sign_in_needed", hint: expect.stringContaining("mcp:sign-in -- up") };
  await expect(give({ refused: null })).rejects.toMatchObject(needed);
  await expect(give({ refused: null })).rejects.toMatchObject(needed);
  expect(asks()).toBe(1);
  expect(await listMcpCredentials(ctx, "up")).toMatchObject([{ sign_in_needed: true, expires_at: null }]);
});

it("asks for a sign-in when a token without renewal ends or is refused", async () => {
  const give = giver(await signIn({ refreshToken: null }, 10_000));
  expect(await give({ refused: null })).toBe("first");
  await expect(give({ refused: "first" })).rejects.toMatchObject({ code: "upstream_sign_in_needed" });
  clock.advance(10_000);
  await expect(give({ refused: null })).rejects.toMatchObject({ code: "upstream_sign_in_needed" });
  expect(asks()).toBe(0);
});

it("leaves alone what somebody signed in to while it renewed", async () => {
  const id = await signIn({}, 0);
  held = [];
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  const renewing = giver(id)({ refused: null });
  await asked;
  await signIn({ accessToken: "signed in anew" }, 3_600_000);
  for (const send of held.splice(0)) send();
  await renewing;
  expect(await giver(id)({ refused: null })).toBe("signed in anew");
});
