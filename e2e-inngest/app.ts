import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";

export const appUrl = `http://127.0.0.1:${process.env.TEST_APP_PORT ?? "8430"}`;

export type Job = { status: string; state: string; job_id: string; result?: { item_id: string } };

/** The built app as one process, on an Inngest server, with a data folder that outlives it. */
export async function startApp({
  dataDir,
  inngestUrl,
}: {
  dataDir: string;
  inngestUrl: string;
}): Promise<ChildProcess> {
  const { INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey } = process.env;
  const app = spawn(process.execPath, ["scripts/start.mjs"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      PORT: new URL(appUrl).port,
      ORCHESTRATOR_DATA_DIR: dataDir,
      ORCHESTRATOR_LOG_FILE: `${dataDir}/orchestrator.log`,
      INNGEST_BASE_URL: inngestUrl,
      // Both keys name a hosted or self-hosted server; without them it is a dev server.
      ...(!(eventKey && signingKey) && { INNGEST_DEV: "1" }),
    },
  });
  await until(async () => (await fetch(`${appUrl}/ready`)).ok);
  // What a deployment does once: it tells Inngest which functions there are.
  await until(async () => (await fetch(`${appUrl}/api/inngest`, { method: "PUT" })).ok);
  return app;
}

export async function endApp(app: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return;
  app.kill(signal);
  await once(app, "exit");
}

/** Asks for something that need not be waited for, so that it goes through the queue. */
export async function queueCall(intent: string, inputs: object): Promise<Job> {
  const response = await fetch(`${appUrl}/orchestrate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ intent, inputs, wait_s: 0 }),
  });
  return (await response.json()) as Job;
}

/** A job when it has ended, or as it is after `seconds`. */
export async function endOf(id: string, seconds: number): Promise<Job> {
  const deadlineMs = Date.now() + seconds * 1000;
  for (;;) {
    const leftS = Math.max(0, (deadlineMs - Date.now()) / 1000);
    const response = await fetch(`${appUrl}/jobs/${id}?wait=${Math.min(20, leftS)}`);
    const job = (await response.json()) as Job;
    if (job.status !== "accepted" || leftS === 0) return job;
  }
}

/** A way to the Inngest server that can be cut. */
export async function startWay(target: string): Promise<{ url: string; cut(): void; mend(): void; server: Server }> {
  let isCut = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (isCut) return response.destroy();
    const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(target + request.url, {
      method: request.method ?? "GET",
      headers: headers as Record<string, string>,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
    return response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    server,
  };
}

/** Tries until it is so; a refused connection counts as not yet. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    if (await isSo().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("it did not come to be within a minute");
}
