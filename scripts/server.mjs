// The process that serves: Next's own handler behind a plain HTTP server, which alone can see the socket.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import nextEnv from "@next/env";
import next from "next";
import { describePeer } from "./describe-peer.mjs";
import { findRefusal, refuse } from "./refuse-request.mjs";
import { printWelcome } from "./welcome.mjs";

/** @typedef {import("../lib/surfaces/process/start-process").ProcessHooks} ProcessHooks */

const isDev = process.argv.includes("--dev");
nextEnv.loadEnvConfig(process.cwd(), isDev);

const peerHeader = "x-orchestrator-peer";
const stopMsMax = 15_000;
const starting = {
  status: 503,
  code: "shutting_down",
  error: "The orchestrator is starting. Try again in a few seconds.",
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

const server = createServer((request, response) => {
  const refusal = handle ? findRefusal(request) : starting;
  if (refusal || !handle) return refuse(response, refusal ?? starting);
  request.headers[peerHeader] = `${word} ${describePeer(request)}`;
  handle(request, response);
});
server.requestTimeout = 60_000;
server.headersTimeout = 20_000;
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
const app = next({ dev: isDev, hostname: host, port });
await app.prepare();
// prepare() does not wait for instrumentation.ts, which opens the database, or ends the process with a reason.
hooks = await started.promise;
handle = app.getRequestHandler();
printWelcome({ ...hooks, isDev });

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
  server.close();
  server.closeIdleConnections();
  await hooks?.shutDown();
  process.exit(code);
}
