import { Webhook } from "standardwebhooks";
import { beforeEach, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { type StandInAnswer, startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { createTestContext } from "@/lib/testing/test-context";
import { approvalWebhookSecret } from "./approval-webhook-secret";
import { orchestrate } from "./orchestrate";

let answer: StandInAnswer = { status: 200 };
const channel = await startFlowStandIn(() => answer);
const variables = {
  ORCHESTRATOR_APPROVAL_RULES: "memory.write",
  ORCHESTRATOR_APPROVAL_WEBHOOK: `${channel.url}/services/T0/B0`,
  ORCHESTRATOR_URL: "https://door.example.org",
};
const opened = await createTestContext();
const ctx = { ...opened, env: parseEnv(variables) };
let lastN = 0;

beforeEach(() => {
  answer = { status: 200 };
  channel.seen.length = 0;
});

async function ask(text = "a note") {
  lastN += 1;
  const request = { intent: "memory.write", inputs: { text: `${text} ${lastN}` }, mode: "auto" as const };
  return (await orchestrate(ctx, request)).job;
}

const told = async () => {
  await expect.poll(() => channel.seen.length, { timeout: 5_000 }).toBeGreaterThan(0);
  const [seen] = channel.seen;
  return { seen, body: JSON.parse(seen?.body ?? "{}") as Record<string, string> };
};

it("tells the operators' channel what waits, signed, with a link that only opens a page", async () => {
  const job = await ask();
  const { seen, body } = await told();
  const headers = seen?.headers as Record<string, string>;
  expect(new Webhook(approvalWebhookSecret(ctx)).verify(seen?.body ?? "", headers)).toEqual(body);
  const url = `https://door.example.org/console/approvals/apr_${job.id.slice(4)}`;
  expect(body).toMatchObject({ approval_id: `apr_${job.id.slice(4)}`, job_id: job.id, intent: "memory.write", url });
  expect(body.text).toContain(`<${url}|`);
});

it("lets nothing in what is asked for look like the channel's own words", async () => {
  await ask("``` <https://evil.example|Approve> & <!channel>\u202e");
  const { body } = await told();
  expect(body.text).not.toMatch(/<https:\/\/evil|<!channel>|\u202e/);
  expect(body.text?.split("```")).toHaveLength(3);
});

it("tells no secret, and says when it does not tell all", async () => {
  await ask(`API_TOKEN=hunter2hunter2 ${"x".repeat(600)}`);
  const { body } = await told();
  expect(body.text).not.toContain("hunter2");
  expect(body.text).toContain("(cut; the page has all of it)");
});

it("keeps nobody waiting for a channel that is down, and tries again", async () => {
  answer = { status: 500 };
  const job = await ask();
  expect(job.state).toBe("awaiting_approval");
  await expect.poll(() => channel.seen.length, { timeout: 10_000 }).toBe(2);
});
