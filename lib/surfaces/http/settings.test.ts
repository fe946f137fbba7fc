import { Webhook } from "standardwebhooks";
import { beforeEach, expect, it } from "vitest";
import { AuditList } from "@/lib/contracts/audit";
import { approvalWebhookSecret } from "@/lib/dispatch/approval-webhook-secret";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

let status = 200;
// A stand-in for the operators' channel, at the socket.
const channel = await startFlowStandIn(() => ({ status }));
const app = await createTestApp({
  variables: {
    ORCHESTRATOR_APPROVAL_WEBHOOK: `${channel.url}/services/T0/secret-path?token=hunter2`,
    ORCHESTRATOR_RETENTION_JOB_DAYS: "0",
    AUTH_OIDC_ISSUER: "https://id.example.com",
    AUTH_OIDC_ID: "orchestrator",
    AUTH_OIDC_SECRET: "the provider's secret",
    AUTH_OIDC_NAME: "Example ID",
    AUTH_ALLOWED_DOMAINS: "example.com",
  },
});
const user = await addUser(app.ctx, { email: "viewer@example.com", role: "viewer" });
const viewer = createBrowser(app);
await viewer.signIn(user.email, testPassword);
const admin = await app.createKey({ rights: ["admin"] });
const test = (key = admin) => app.send({ method: "POST", path: "/settings/notification/test", key });

beforeEach(() => {
  status = 200;
  channel.seen.length = 0;
});

it("shows what the environment says to everybody who is signed in, and no secret", async () => {
  const text = await (await viewer.send({ path: "/settings" })).text();
  expect(text).not.toMatch(/hunter2|secret|T0/);
  expect(JSON.parse(text)).toEqual({
    retention: { payload_days: 30, job_days: 0, usage_days: 366 },
    notification: { target: `${channel.url}/…` },
    sign_in: { methods: ["Password", "Example ID"], allowed_domains: ["example.com"] },
  });
  expect(await errorOf(await app.send({ path: "/settings", key: await app.createKey() }))).toMatchObject({
    code: "forbidden",
  });
});

it("sends a test notice that is signed as the real ones are, and writes it down", async () => {
  expect(await (await test()).json()).toMatchObject({ delivered: true, status: 200 });
  const [seen] = channel.seen;
  const headers = seen?.headers as Record<string, string>;
  const body = new Webhook(approvalWebhookSecret(app.ctx)).verify(seen?.body ?? "", headers);
  expect(body).toMatchObject({ test: true, url: "http://127.0.0.1:8000/console/approvals" });
  const { entries } = AuditList.parse(
    await (await app.send({ path: "/audit?kind=notification.tested", key: admin })).json(),
  );
  expect(entries[0]).toMatchObject({ data: { delivered: true, status: 200 } });
});

it("says when the channel refuses", async () => {
  status = 410;
  expect(await (await test()).json()).toMatchObject({ delivered: false, status: 410 });
});

it("lets admins alone send one", async () => {
  expect(await errorOf(await viewer.send({ method: "POST", path: "/settings/notification/test" }))).toMatchObject({
    code: "forbidden",
  });
  expect(channel.seen).toEqual([]);
});

it("says when the channel does not answer", async () => {
  channel.close();
  expect(await (await test()).json()).toMatchObject({ delivered: false, status: null });
});
