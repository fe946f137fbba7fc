import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createLog } from "@/lib/core/log";
import { deliverDueCallbacks } from "@/lib/dispatch/deliver-callbacks";
import { closeAllMcp } from "@/lib/engines/mcp/close-all-mcp";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { mcpPrograms } from "@/lib/testing/mcp-target";
import { createTestApp } from "@/lib/testing/test-app";
import { writeMcpConfig } from "@/lib/testing/write-mcp-config";
import { redactLine } from "./redact-line";
import { knowConfiguration } from "./watch-over";

const folder = mkdtempSync(join(tmpdir(), "orchestrator-secrets-"));
const file = join(folder, "orchestrator.log");
afterAll(async () => {
  await closeAllMcp();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
const secrets: string[] = [];
/** A secret that no pattern knows. */
const canary = (place: string) => kept(`Zq7${place}Canary${++made}vX9`);
/** Of a form that is known everywhere. */
const shaped = [
  "AKIAIOSFODNN7EXAMPLE",
  "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
  "glpat-ABCDEFGHIJKLMNOPQRST",
  "xoxb-123456789012-abcdefghijklmnop",
  "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
  "sk-proj-abcdefghijklmnopqrstuvwx",
  "hf_abcdefghijklmnopqrstuvwxyz",
  "npm_abcdefghijklmnopqrstuvwxyz0123456789",
  "SG.abcdefghijklmnop.qrstuvwxyz0123456789",
  "AIzaSyA1234567890abcdefghijklmnopqrstuv",
  "ya29.a0AfH6SMBabcdefghijklmnop",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
  "$2b$12$KIXQh1yGk1ZlQh0pX9r6OuN0f5b3yq",
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
].map(kept);

function kept(secret: string): string {
  secrets.push(secret);
  return secret;
}

const flowsKey = canary("FlowHeader");
const providersWords = canary("ProviderSays");
const backend = await startFlowStandIn(({ url, body, headers }) => ({
  status: url.includes("embeddings") ? 500 : 418,
  // A backend that tells everybody everything.
  body: JSON.stringify({
    message: `refused ${body} ${JSON.stringify(headers)} ${providersWords} password=${flowsKey}`,
  }),
}));
const sealedKey = canary("McpEnv");
const variables = {
  ...writeMcpConfig({
    peer: { command: process.execPath, args: [mcpPrograms.standIn], env: { STAND_IN_KEY: sealedKey } },
  }),
  N8N_WEBHOOK_BASE: `${backend.url}/webhook`,
  EMBEDDINGS_URL: `${backend.url}/v1/embeddings`,
  EMBEDDINGS_MODEL: "a-model",
  EMBEDDINGS_API_KEY: canary("EmbeddingsKey"),
  ORCHESTRATOR_SECRET_KEY: `${canary("SecretKey")} of thirty-two characters`,
  ORCHESTRATOR_API_KEY: `${canary("ApiKey")}-with-more`,
  ORCHESTRATOR_ADMIN_PASSWORD: canary("AdminPassword"),
  ORCHESTRATOR_METRICS_TOKEN: canary("MetricsToken"),
  ORCHESTRATOR_APPROVAL_WEBHOOK: `${backend.url}/hooks/${canary("WebhookPath")}`,
  AUTH_OIDC_ISSUER: "https://id.example.com",
  AUTH_OIDC_ID: "orchestrator",
  AUTH_OIDC_SECRET: canary("OidcSecret"),
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
  OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${canary("OtelHeader")}`,
};
const log = createLog({ file, level: "trace", redact: redactLine });
const app = await createTestApp({ variables, log });
knowConfiguration(app.runtime);
const key = kept(await app.createKey());
const admin = kept(await app.createKey({ rights: ["admin"] }));

const call = (body: object, headers: Record<string, string> = {}) =>
  app.send({ path: "/orchestrate", key, body, headers });
const everywhere = (place: string) => ({
  plain: canary(place),
  password: canary(`${place}Password`),
  nested: { list: [canary(`${place}Nested`), ...shaped], [canary(`${place}Name`)]: 1 },
});

const calls: [string, () => Promise<unknown>][] = [
  [
    "inputs that are good",
    () => call({ intent: "memory.write", inputs: { text: `${canary("Memory")} ${shaped.join(" ")}` } }),
  ],
  ["inputs that are wrong", () => call({ intent: "system.wait", inputs: everywhere("WrongInputs") })],
  ["context", () => call({ intent: "system.whoami", inputs: {}, context: everywhere("Context") })],
  ["an intent", () => call({ intent: canary("Intent"), inputs: {}, mode: "agent" })],
  [
    "a field that is not known",
    () => call({ intent: "system.whoami", inputs: {}, [canary("Field")]: canary("FieldValue") }),
  ],
  [
    "a body that is no JSON",
    () => app.send({ path: "/orchestrate", key, body: `${canary("BrokenStart")} {"password": "${canary("Broken")}"` }),
  ],
  [
    "headers",
    () =>
      call(
        { intent: "system.whoami", inputs: {} },
        {
          cookie: `session=${canary("Cookie")}`,
          "x-api-key": canary("Header"),
          "idempotency-key": canary("Idempotency"),
        },
      ),
  ],
  ["a bearer key that is not good", () => app.send({ path: "/jobs", key: canary("BadBearer") })],
  ["a path", () => app.send({ path: `/jobs/${canary("Path")}`, key })],
  ["a path that is not there", () => app.send({ path: `/${canary("NoPath")}`, key })],
  ["a query", () => app.send({ path: `/jobs?intent=${canary("Query")}&nonsense=${canary("Query")}`, key })],
  [
    "the address of a callback that is refused",
    () =>
      call({
        intent: "system.whoami",
        inputs: {},
        callback_url: `ftp://user:${canary("CallbackUser")}@h/${canary("CallbackPath")}`,
      }),
  ],
  [
    "the address of a callback that fails",
    () =>
      call({
        intent: "system.whoami",
        inputs: {},
        callback_url: `${backend.url}/${canary("CallbackPath")}?token=${canary("CallbackQuery")}`,
      }),
  ],
  ["a flow that fails and repeats all", () => call({ intent: "crm.add", mode: "flow", inputs: everywhere("Flow") })],
  [
    "a flow's credentials",
    async () => {
      const auth = { kind: "header", name: "X-Key", value: flowsKey };
      await app.send({
        path: "/flows",
        key: admin,
        body: { intent: "crm.bound", backend: "n8n", description: "A flow.", example: {}, auth },
      });
      await call({ intent: "crm.bound", inputs: everywhere("BoundFlow") });
    },
  ],
  [
    "a flow's credentials that are wrong",
    () =>
      app.send({
        path: "/flows",
        key: admin,
        body: { intent: "crm.x", auth: { kind: "header", value: canary("FlowAuth") } },
      }),
  ],
  [
    "a remote tool that fails with a secret of its server",
    () => call({ intent: "mcp.peer.refuse", inputs: everywhere("McpRefuse"), wait_s: 20 }),
  ],
  [
    "a remote tool that answers with what it got",
    () => call({ intent: "mcp.peer.echo", inputs: everywhere("McpEcho"), wait_s: 20 }),
  ],
  ["a remote server that dies", () => call({ intent: "mcp.peer.die", inputs: everywhere("McpDie"), wait_s: 20 })],
  [
    "a command",
    () =>
      call({
        intent: "ssh.explain",
        inputs: { command: `curl -u a:${canary("Command")} https://h/${canary("CommandPath")} ; rm -rf /` },
      }),
  ],
  [
    "a command that is refused",
    () =>
      call({ intent: "ssh.exec.peek", inputs: { host: canary("Host"), command: `cat /etc/${canary("PeekPath")}` } }),
  ],
  [
    "a call of our own MCP server",
    () =>
      app.send({
        path: "/mcp",
        key,
        headers: { accept: "application/json, text/event-stream" },
        body: {
          jsonrpc: "2.0",
          id: 1,
          method: "tools/call",
          params: { name: canary("McpTool"), arguments: everywhere("McpArguments") },
        },
      }),
  ],
  [
    "a sign-in",
    () =>
      app.send({
        path: "/auth/callback/credentials",
        body: `email=a%40example.com&password=${canary("SignIn")}`,
        headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://127.0.0.1:8000" },
      }),
  ],
  [
    "a new password",
    () =>
      app.send({
        path: "/account/password",
        key: admin,
        body: { current: canary("OldPassword"), new: canary("NewPassword") },
      }),
  ],
  [
    "an invitation",
    () =>
      app.send({
        path: "/invitations/accept",
        body: { token: canary("Invitation"), password: canary("InvitationPassword") },
      }),
  ],
  [
    "a report of a flow",
    () => app.send({ path: `/resume/${canary("Resume")}`, body: { status: "failed", error: canary("ResumeError") } }),
  ],
  [
    "a client of OAuth",
    () =>
      app.send({
        path: "/oauth/token",
        body: `grant_type=authorization_code&code=${canary("Code")}&code_verifier=${canary("Verifier")}`,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
  ],
];

it.each(calls)("keeps secrets out of the log: %s", async (_, send) => {
  await send();
});

it("keeps errors' secrets out of the log, the process's own among them", async () => {
  const { env, secretKey } = app.runtime;
  const words = [secretKey, env.apiKey, env.adminPassword, env.metricsToken, env.embeddings?.apiKey, ...shaped];
  for (const word of words) {
    log.error(
      { err: new Error(`said ${word}`, { cause: new Error(encodeURIComponent(word ?? "")) }) },
      `about ${word}`,
    );
    log.warn({ token: word, deep: { apiKey: word, header: `Basic ${Buffer.from(word ?? "").toString("base64")}` } });
  }
  log.error(
    { err: new Error("connect postgres://orchestrator:Hunter2Hunter2@db:5432/x") },
    kept("x-Hunter2Hunter2").slice(0, 1),
  );
  log.error(
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${kept("b3BlbnNzaC1rZXktdjEAAAAA")}\n-----END OPENSSH PRIVATE KEY-----`,
  );
  kept("Hunter2Hunter2");
  await deliverDueCallbacks(app.ctx);
});

it("has written a line for every call, each with its request, and none with a secret", async () => {
  await expect.poll(() => readFileSync(file, "utf8").split("\n").length).toBeGreaterThan(calls.length * 2);
  const text = readFileSync(file, "utf8");
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const requests = lines.filter(({ status, route }) => status !== undefined && route !== undefined);
  expect(requests.length).toBeGreaterThanOrEqual(calls.length);
  expect(requests.filter(({ request, method }) => !request || !method)).toEqual([]);
  expect(lines.filter(({ job, request, callback }) => job !== undefined && !request && !callback)).toEqual([]);
  expect(secrets.length).toBeGreaterThan(80);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  expect(text).not.toMatch(/[?&]nonsense=/);
});

it("shows no secret among the metrics", async () => {
  const { ORCHESTRATOR_METRICS_TOKEN: token } = variables;
  const text = await (await app.send({ path: "/metrics", key: token })).text();
  expect(text).toContain("orchestrator_calls_total");
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});
