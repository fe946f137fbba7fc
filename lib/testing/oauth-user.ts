import { createHash } from "node:crypto";
import { encode } from "next-auth/jwt";
import { expect } from "vitest";
import type { Consent } from "@/lib/contracts/oauth";
import { randomToken } from "@/lib/core/crypto";
import { users } from "@/lib/db/schema";
import { userActor } from "@/lib/records/actors";
import { findUser } from "@/lib/records/users/find-user";
import { readConsent } from "@/lib/surfaces/oauth/read-consent";
import type { createTestApp, Sent } from "./test-app";

type App = Awaited<ReturnType<typeof createTestApp>>;
type Role = "viewer" | "operator" | "admin";
type Asked = Extract<Consent, { kind: "asked" }>;

/** A code verifier and its S256 challenge (RFC 7636, section 4). */
export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomToken(32);
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** A console user with a browser: opens the consent page, and answers it with the session's cookie. */
export async function createOauthUser({ app, id, role = "operator" }: { app: App; id: string; role?: Role }) {
  const { ctx, runtime } = app;
  const email = `${id}@example.com`;
  await ctx.db.insert(users).values({ id, email, passwordHash: "", role, createdAt: ctx.clock.now() });
  const host = new URL(ctx.env.publicUrl).host;

  /** As if signed in just now: what these tests let grow old is something else. */
  async function ownHeaders(): Promise<Record<string, string>> {
    const token = { sub: id, signedInMs: app.ctx.clock.now().getTime() };
    const sealed = await encode({ token, secret: runtime.sessionSecret });
    return { host, origin: ctx.env.publicUrl, cookie: `next-auth.session-token=${sealed}` };
  }

  async function open(query: Record<string, string | string[] | undefined>): Promise<Consent> {
    const user = await findUser(ctx, { id });
    if (!user) throw new Error("the user is gone");
    return readConsent({ ...ctx, actor: userActor(user) }, query);
  }

  async function ask(query: Record<string, string | undefined>): Promise<Asked> {
    const consent = await open(query);
    expect(consent).toMatchObject({ kind: "asked" });
    return consent as Asked;
  }

  const send = async (sent: Sent) => app.send({ ...sent, headers: { ...(await ownHeaders()), ...sent.headers } });
  const decide = (body: object, headers = {}) => send({ path: "/oauth/decide", body, headers });

  async function approve(query: Record<string, string | undefined>, intents?: string[]): Promise<URLSearchParams> {
    const { ticket } = await ask(query);
    const response = await decide({ ticket, decision: "approve", ...(intents && { intents }) });
    const { redirect_to } = (await response.json()) as { redirect_to: string };
    return new URL(redirect_to).searchParams;
  }

  return { email, open, ask, decide, approve, send };
}
