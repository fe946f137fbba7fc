// The process that serves: Next's own handler behind a plain HTTP server, which alone can see the socket.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as setTimer } from "node:timers/promises";
import nextEnv from "@next/env";
import next from "next";
import { describePeer } from "./describe-peer.mjs";
import { nameRequest } from "./name-request.mjs";
import { findRefusal, refuse } from "./refuse-request.mjs";
import { describeWelcome } from "./welcome.mjs";

/** @typedef {import("../lib/surfaces/process/start-process").ProcessHooks} ProcessHooks */

const isDev = process.argv.includes("--dev");
nextEnv.loadEnvConfig(process.cwd(), isDev);

const peerHeader = "x-orchestrator-peer";
const stopMsMax = 20_000;
/** How long what is ended last (streams, sockets) may take to be on its way. */
const lastMsMax = 1_000;
const lookMs = 20;
const starting = {
  status: 503,
  code: "shutting_down",
  error: "The orchestrator is starting. Try again in a few seconds.",
};
const stopping = {
  status: 503,
  code: "shutting_down",
  error: "The orchestrator is stopping. Send it again to the one that comes after.",
  headers: { connection: "close" },
};

// Read as plain words here; lib/core/env.ts checks them when the app starts.
const host = process.env.HOST || "127.0.0.1";
const port = Number(process.env.PORT || 8000);

/** @type {Record<symbol, any>} */
const shared = /** @type {any} */ (globalThis);
const word = randomBytes(16).toString("hex");
shared[Symbol.for("orchestrator.peer-word")] = { word };
/** @type {{ resolve: (hooks: ProcessHooks) => void, promise: Promise<ProcessHooks> }} */
const started = withResolvers();
shared[Symbol.for("orchestrator.started")] = started;

/** @type {ReturnType<ReturnType<typeof next>["getRequestHandler"]> | null} */
let handle = null;
/** @type {ProcessHooks | null} */
let hooks = null;
let isStopping = false;
/** @type {Set<import("node:http").ServerResponse>} */
const unanswered = new Set();

const server = createServer((request, response) => {
  const requestId = nameRequest(request, response);
  if (isStopping) return refuse(response, stopping, requestId);
  const refusal = handle ? findRefusal(request) : starting;
  if (refusal || !handle) return refuse(response, refusal ?? starting, requestId);
  unanswered.add(response);
  response.once("close", () => unanswered.delete(response));
  request.headers[peerHeader] = `${word} ${describePeer(request)}`;
  handle(request, response);
});
server.requestTimeout = 60_000;
server.headersTimeout = 20_000;
// Longer than clients and proxies keep an idle connection, so that they close it first: one that we close just as the
// next request is sent is a request that fails ("fetch failed").
server.keepAliveTimeout = 75_000;
server.on("error", (error) => {
  const isTaken = /** @type {NodeJS.ErrnoException} */ (error).code === "EADDRINUSE";
  const reason = isTaken ? `port ${port} is in use. Stop what uses it, or set PORT to another one.` : error.message;
  process.stderr.write(`orchestrator: cannot start: ${reason}\n`);
  void stop(1);
});
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => void stop(0));

// Before the first start makes a login and a key, which are shown only once: a port that is taken must not lose them.
// A port that is no number is left to lib/core/env.ts, which says so when the app starts.
if (Number.isInteger(port)) {
  server.listen(port, host);
  await once(server, "listening");
}
// Next takes over each request with an Upgrade header (curl --http2 sends one) and leaves it without an answer; with no
// listener for them, Node takes them for plain ones. In development the browser's reloading needs them.
const app = next({ dev: isDev, hostname: host, port, ...(!isDev && { httpServer: createServer() }) });
await app.prepare();
// prepare() does not wait for instrumentation.ts, which opens the database, or ends the process with a reason.
hooks = await started.promise;
handle = app.getRequestHandler();
process.stdout.write(describeWelcome({ ...hooks, isDev }));

function withResolvers() {
  /** @type {any} */
  const made = {};
  made.promise = new Promise((resolve) => {
    made.resolve = resolve;
  });
  return made;
}

/** Takes no more requests, lets the running ones end, closes the database, ends. @param {number} code */
async function stop(code) {
  setTimeout(() => process.exit(1), stopMsMax).unref();
  isStopping = true;
  server.close();
  server.closeIdleConnections();
  await hooks?.shutDown({ answered: until(() => [...unanswered].every(isStream)) });
  await Promise.race([until(() => unanswered.size === 0), setTimer(lastMsMax)]);
  process.exit(code);
}

/** A stream of events has no end to wait for; the app ends it itself. @param {import("node:http").ServerResponse} response */
function isStream(response) {
  return String(response.getHeader("content-type")).startsWith("text/event-stream");
}

/** @param {() => boolean} isSo */
async function until(isSo) {
  while (!isSo()) await setTimer(lookMs);
}
