import { setMaxListeners } from "node:events";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { ErrorEnvelope } from "@/lib/contracts/envelope";
import type { CreateKeyRequest } from "@/lib/contracts/key";
import type { Clock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog, type Log } from "@/lib/core/log";
import { embeddedQueue, type Queue } from "@/lib/core/queue";
import type { Database } from "@/lib/db/database";
import { idempotencyClaims, jobs } from "@/lib/db/schema";
import { memories } from "@/lib/db/schema-memory";
import { operatorActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { createKey } from "@/lib/records/keys/create-key";
import type { Runtime } from "@/lib/surfaces/process/runtime";
import { createTestClock } from "./test-clock";
import { openTestDatabase } from "./test-database";

type Params = Record<string, string | string[]>;
type Handler = (request: Request, argument: { params: Promise<Params> }) => Promise<Response>;
type Match = { file: string; params: Params };
type AppOptions = { variables?: Record<string, string>; database?: Database; clock?: Clock; log?: Log; queue?: Queue };

/** What is sent: `body` as it stands when it is text, bytes or a stream, else as JSON. */
export type Sent = {
  method?: string;
  path: string;
  key?: string | undefined;
  headers?: Record<string, string>;
  body?: unknown;
};

const origin = "http://127.0.0.1:8000";
const root = join(process.cwd(), "app/api");
const routes = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  // A literal name goes before a placeholder, as in Next.
  .sort((left, right) => (left.replaceAll("[", "~") < right.replaceAll("[", "~") ? -1 : 1));

/** The real route handlers on a fresh database, as one function of a Request. Only Next's own server is left out. */
export async function createTestApp(options: AppOptions = {}) {
  const runtime = await installRuntime(options);
  const { env, database, clock, log, queue, signal, secretKey } = runtime;
  const ctx: Context = {
    db: database.db,
    env,
    clock,
    log,
    queue,
    signal,
    secretKey,
    actor: operatorActor,
    requestId: "req_test",
  };

  async function createTestKey(request: Partial<CreateKeyRequest> = {}): Promise<string> {
    const created = await createKey(ctx, {
      name: "test",
      intents: ["*"],
      namespace: "default",
      rights: [],
      ...request,
    });
    return created.key;
  }

  return {
    ctx,
    runtime,
    createKey: createTestKey,
    handle,
    send: (sent: Sent) => handle(requestOf(sent)),
    /** How much is written, to show that a refused call left nothing. */
    countRows: () => Promise.all([jobs, idempotencyClaims, memories].map((table) => database.db.$count(table))),
  };
}

/** An answer's body, which must be an error envelope as published and fit its status. */
export async function errorOf(response: Response): Promise<ErrorEnvelope> {
  const body = ErrorEnvelope.parse(await response.json());
  expect(response.headers.get("x-request-id")).toBe(body.request_id);
  return body;
}

function requestOf({ method, path, key, headers, body }: Sent): Request {
  const isRaw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  return new Request(origin + path, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: isRaw ? (body as BodyInit) : JSON.stringify(body), duplex: "half" }),
  });
}

/** Calls the handler that Next would; what it throws is thrown, since Next would make a bare 500 of it. */
async function handle(request: Request): Promise<Response> {
  const { file, params } = matchRoute(new URL(request.url).pathname);
  const handlers = (await import(join(root, file))) as Record<string, Handler | undefined>;
  const handler = handlers[request.method === "HEAD" ? "GET" : request.method];
  if (!handler) return new Response(null, { status: 405 });
  return handler(request, { params: Promise.resolve(params) });
}

function matchRoute(pathname: string): Match {
  const parts = pathname
    .replace(/^\/api(?=\/)/, "")
    .replace(/^\/\.(?=well-known\/)/, "/")
    .split("/")
    .slice(1)
    .map(decodeURIComponent);
  for (const file of routes) {
    const params = matchPattern({ pattern: dirname(file).split("/"), parts });
    if (params) return { file, params };
  }
  throw new Error(`no route takes ${pathname}`);
}

function matchPattern({ pattern, parts }: { pattern: string[]; parts: string[] }): Params | null {
  const rest = /^\[\.{3}(\w+)\]$/.exec(pattern[0] ?? "")?.[1];
  if (rest !== undefined) return { [rest]: parts };
  if (pattern.length !== parts.length) return null;
  const params: Params = {};
  for (const [i, name] of pattern.entries()) {
    const part = parts[i] ?? "";
    if (/^\[\w+\]$/.test(name)) params[name.slice(1, -1)] = part;
    else if (name !== part) return null;
  }
  return params;
}

/** Puts a runtime where getRuntime finds it, as a started process has. */
async function installRuntime({ variables = {}, database, clock, log, queue }: AppOptions): Promise<Runtime> {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const runtime: Runtime = {
    env: parseEnv(variables),
    database: database ?? (await openTestDatabase()),
    clock: clock ?? createTestClock(),
    log: log ?? createLog({ file: null, level: "silent" }),
    queue: queue ?? embeddedQueue,
    secretKey: variables.ORCHESTRATOR_SECRET_KEY ?? "the secret key of the tests, 32 chars",
    sessionSecret: "the session secret of the tests",
    signal: stop.signal,
    stop,
  };
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for("orchestrator.runtime")] = Promise.resolve(runtime);
  return runtime;
}
