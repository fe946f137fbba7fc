import { AppError } from "@/lib/core/app-error";
import { localActor } from "@/lib/records/actors";
import type { Actor, Context } from "@/lib/records/context";
import { findKey } from "@/lib/records/keys/find-key";
import { findGrantActor } from "@/lib/records/oauth/find-grant-actor";
import { hasSessionCookie } from "@/lib/surfaces/auth/session-user";
import { findOperatorActor } from "@/lib/surfaces/process/operator-token";
import { admitKey } from "./admit-key";
import { clientAddress } from "./client-address";
import { isLocalCall } from "./is-local-call";
import { paceBearers } from "./pace-bearers";
import { findSessionActor } from "./session-actor";

/** Access tokens are for one resource (RFC 8707), the MCP endpoint; every other path refuses them. */
type Accepts = {
  areGrantsTaken: boolean;
  /** False for whoever was let in before: what others send from its address says nothing of it. */
  isPaced?: boolean;
};

/**
 * Who sends a request: the holder of a bearer key, a console session, or the keyless local caller of a developer's own
 * machine. A key that is not good is refused, never taken for one of the others. Throws `unauthorized`, `forbidden` for a
 * key that is paused or comes from an address that is not its own, and `too_many_attempts` for an address that keeps
 * sending keys that nobody has.
 */
export async function authenticate(
  ctx: Omit<Context, "actor">,
  request: Request,
  accepts: Accepts = { areGrantsTaken: false },
): Promise<Actor> {
  const caller = await findCaller(ctx, request, accepts);
  if (caller) return caller;
  throw new AppError({
    code: "unauthorized",
    detail: "This request carries no API key.",
    hint: "Send the header Authorization: Bearer ork_... An operator makes one with: npm run key:create -- --name NAME",
  });
}

/** The same for what anybody may ask: null for whoever does not say who it is. A key that is not good is refused here too. */
export async function findCaller(
  ctx: Omit<Context, "actor">,
  request: Request,
  accepts: Accepts = { areGrantsTaken: false },
): Promise<Actor | null> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const address = clientAddress({ headers: request.headers, env: ctx.env });
    const find = () => authenticateBearer(ctx, { headers: request.headers, authorization, ...accepts });
    return accepts.isPaced === false ? find() : paceBearers(ctx, { address, bearer: authorization, find });
  }
  const session = await findSessionActor(ctx, request);
  if (session) return session;
  // Whoever was signed in here is told that it is over, and not taken for somebody else.
  if (hasSessionCookie(request)) return null;
  return isLocalCall({ headers: request.headers, env: ctx.env }) ? localActor : null;
}

type Bearer = Pick<Accepts, "areGrantsTaken"> & { headers: Headers; authorization: string };

async function authenticateBearer(
  ctx: Omit<Context, "actor">,
  { headers, authorization, areGrantsTaken }: Bearer,
): Promise<Actor> {
  const key = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1];
  if (!key) {
    throw new AppError({
      code: "unauthorized",
      detail: "The Authorization header does not hold a bearer key.",
      hint: "Send the header Authorization: Bearer ork_...",
    });
  }
  if (key.startsWith("oat_")) return authenticateGrant(ctx, { token: key, areGrantsTaken });
  const operator = await findOperatorActor(key);
  if (operator) return operator;
  const found = await findKey(ctx, key);
  if (found) return admitKey(ctx, { found, headers });
  throw new AppError({
    code: "unauthorized",
    detail: "The API key is unknown, expired or revoked.",
    hint: "The header must read Authorization: Bearer ork_... An operator makes a key with: npm run key:create -- --name NAME",
  });
}

async function authenticateGrant(
  ctx: Omit<Context, "actor">,
  { token, areGrantsTaken }: Pick<Accepts, "areGrantsTaken"> & { token: string },
): Promise<Actor> {
  if (!areGrantsTaken) {
    throw new AppError({
      code: "unauthorized",
      detail: "An access token is good for /mcp only.",
      hint: "Everywhere else, send an API key: Authorization: Bearer ork_...",
    });
  }
  const actor = await findGrantActor(ctx, token);
  if (actor) return actor;
  throw new AppError({
    code: "unauthorized",
    detail: "The access token is unknown, expired or revoked.",
    hint: "Refresh it, or connect this program again.",
  });
}
