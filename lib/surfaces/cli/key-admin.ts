import type { RotatedSecret } from "@/lib/contracts/callback";
import type { CreatedKey, CreateKeyRequest, KeyEntry } from "@/lib/contracts/key";
import { systemClock } from "@/lib/core/clock";
import type { Env } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { findDataDirHolder } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import { operatorActor } from "@/lib/records/actors";
import { rotateSecret } from "@/lib/records/callbacks/rotate-secret";
import type { Context } from "@/lib/records/context";
import { createKey } from "@/lib/records/keys/create-key";
import { listKeys } from "@/lib/records/keys/list-keys";
import { revokeKey } from "@/lib/records/keys/revoke-key";
import { operatorToken } from "@/lib/surfaces/process/operator-token";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";

/** What the command line does with keys and callback secrets, by whichever way the database can be reached. */
export type KeyAdmin = {
  create(request: CreateKeyRequest): Promise<CreatedKey>;
  list(): Promise<KeyEntry[]>;
  revoke(id: string): Promise<KeyEntry>;
  rotateSecret(callerId: string): Promise<RotatedSecret>;
  close(): Promise<void>;
};

/** Through the running server when that holds the data folder, since PGlite lets in one process; else straight. */
export async function openKeyAdmin(env: Env): Promise<KeyAdmin> {
  const holder = env.databaseUrl ? null : findDataDirHolder(env.dataDir);
  return holder ? throughServer({ url: holder.url, token: operatorToken(readSecretKey(env)) }) : throughDatabase(env);
}

async function throughDatabase(env: Env): Promise<KeyAdmin> {
  const database = await openDatabase(env);
  const ctx: Context = {
    db: database.db,
    env,
    clock: systemClock,
    log: createLog({ file: null, level: "silent" }),
    queue: embeddedQueue,
    actor: operatorActor,
    requestId: "cli",
    signal: new AbortController().signal,
    secretKey: readSecretKey(env),
  };
  return {
    create: (request) => createKey(ctx, request),
    list: () => listKeys(ctx),
    revoke: (id) => revokeKey(ctx, id),
    rotateSecret: (callerId) => rotateSecret(ctx, { callerId }),
    close: () => database.close(),
  };
}

function throughServer({ url, token }: { url: string; token: string }): KeyAdmin {
  async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(10_000),
    }).catch((cause) => {
      throw new Error(`The process that holds the data folder does not answer at ${url}. Is it starting or stopping?`, {
        cause,
      });
    });
    const answer = (await response.json().catch(() => ({}))) as Answer & { error?: string };
    if (!response.ok) throw new Error(answer.error ?? `the server answered ${response.status}`);
    return answer;
  }
  return {
    create: (request) => call("POST", "/keys", request),
    list: async () => (await call<{ keys: KeyEntry[] }>("GET", "/keys")).keys,
    revoke: (id) => call("DELETE", `/keys/${encodeURIComponent(id)}`),
    rotateSecret: (callerId) => call("POST", "/callback-secret/rotate", { caller_id: callerId }),
    close: async () => {},
  };
}
