import { Webhook } from "standardwebhooks";
import { beforeEach, expect, it } from "vitest";
import type { AlertKind } from "@/lib/contracts/alert";
import { parseEnv } from "@/lib/core/env";
import { createId } from "@/lib/core/ids";
import { callbacks, jobs } from "@/lib/db/schema";
import { approvals } from "@/lib/db/schema-actions";
import { alertRules, alerts, usageInbox } from "@/lib/db/schema-usage";
import { runThroughBreaker } from "@/lib/engines/breakers";
import { defaultAlertRules } from "@/lib/policy/default-alert-rules";
import { listFiringAlerts } from "@/lib/records/alerts/list-alerts";
import { putAlertRule } from "@/lib/records/alerts/put-alert-rule";
import { type StandInAnswer, startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestClock } from "@/lib/testing/test-clock";
import { createTestContext } from "@/lib/testing/test-context";
import { approvalWebhookSecret } from "./approval-webhook-secret";
import { checkAlerts } from "./check-alerts";
import { tellAlerts } from "./tell-alerts";

let answer: StandInAnswer = { status: 200 };
const channel = await startFlowStandIn(() => answer);
const variables = {
  ORCHESTRATOR_APPROVAL_WEBHOOK: `${channel.url}/services/T0/B0`,
  ORCHESTRATOR_URL: "https://door.example.org",
};
const clock = createTestClock();
const quiet = { ...(await createTestContext()), clock };
const ctx = { ...quiet, env: parseEnv(variables) };

beforeEach(async () => {
  answer = { status: 200 };
  channel.seen.length = 0;
  for (const table of [alerts, alertRules, jobs, usageInbox, callbacks, approvals]) await ctx.db.delete(table);
  clock.advance(24 * 3_600_000);
});

/** Rounds until something was told: a connection that both sides had given up costs one try. */
async function roundUntilTold() {
  for (let n = 0; n < 3 && channel.seen.length === 0; n++) await round();
}

/** A round of housekeeping, some time after the last. */
async function round({ afterMs = 30_000, processes = [ctx] } = {}) {
  clock.advance(afterMs);
  await Promise.all(processes.map((one) => checkAlerts(one)));
  await Promise.all(processes.map((one) => tellAlerts(one)));
}

async function end({ calls, failures, intent = "a.b" }: { calls: number; failures: number; intent?: string }) {
  const at = clock.now();
  await ctx.db.insert(jobs).values(
    Array.from({ length: calls }, (_, n) =>
      queuedJob({
        id: jobId(),
        intent,
        state: n < failures ? "failed" : "succeeded",
        createdAt: at,
        finishedAt: at,
        durationMs: 10,
      }),
    ),
  );
}

function jobId(): string {
  return createId("job", clock.now().getTime());
}

const told = () => channel.seen.map(({ body }) => JSON.parse(body ?? "{}") as Record<string, string>);
const firing = async () => (await listFiringAlerts(ctx)).map(({ rule_id }) => rule_id);

it("tells once that it began and once that it is over, whatever number of processes look", async () => {
  const processes = [ctx, { ...ctx }, { ...ctx }];
  await end({ calls: 40, failures: 20 });
  for (let n = 0; n < 4; n++) await round({ processes });
  expect(await firing()).toEqual(["calls-fail"]);
  clock.advance(900_000);
  for (let n = 0; n < 5; n++) await round({ processes });
  expect(await firing()).toEqual([]);
  expect(told().map(({ notice, rule_id }) => [notice, rule_id])).toEqual([
    ["began", "calls-fail"],
    ["ended", "calls-fail"],
  ]);
});

it("says what, since when, the number against the limit and where to look, signed", async () => {
  await end({ calls: 40, failures: 20, intent: "billing.pay" });
  await roundUntilTold();
  const [seen] = channel.seen;
  const [body] = told();
  const id = `${body?.alert_id}.began`;
  const signature = new Webhook(approvalWebhookSecret(ctx)).sign(id, clock.now(), seen?.body ?? "");
  expect(seen?.headers).toMatchObject({ "webhook-id": id, "webhook-signature": signature });
  expect(body?.text).toBe(
    `*Calls fail* since ${body?.began_at?.slice(0, 16).replace("T", " ")} UTC: 50 % of the calls in the last 15 min failed, ` +
      "where 25 % is the limit. 20 of 40; most of them billing.pay (20 of 40).\n" +
      "<https://door.example.org/console/jobs?state=failed%2Cexpired&since=15m|Look at it>",
  );
});

it("keeps one alert where the number comes and goes", async () => {
  await end({ calls: 40, failures: 20 });
  await round();
  await end({ calls: 60, failures: 0 });
  await round();
  await end({ calls: 40, failures: 40 });
  await round();
  expect(told()).toHaveLength(1);
  expect(await ctx.db.$count(alerts)).toBe(1);
});

it("says nothing of fewer calls than the least, or of too few failures", async () => {
  await end({ calls: 19, failures: 19 });
  await round();
  await end({ calls: 100, failures: 1 });
  await round();
  expect(told()).toEqual([]);
});

it("tries a notice again that a dead channel lost, keeps their order, and gives up in the end", async () => {
  answer = { status: 500 };
  await end({ calls: 40, failures: 40 });
  await round();
  clock.advance(900_000);
  for (let n = 0; n < 5; n++) await round();
  answer = { status: 200 };
  channel.seen.length = 0;
  await round({ afterMs: 3_600_000 });
  await round();
  await round();
  expect(told().map(({ notice }) => notice)).toEqual(["began", "ended"]);
  answer = { status: 500 };
  channel.seen.length = 0;
  await end({ calls: 40, failures: 40 });
  await round();
  for (let n = 0; n < 30; n++) await round({ afterMs: 3_600_000 });
  expect(told().map(({ notice }) => notice)).toEqual([...Array(6).fill("began"), ...Array(6).fill("ended")]);
});

it("is quiet without a channel, and shows what holds all the same", async () => {
  await end({ calls: 40, failures: 40 });
  await round({ processes: [quiet] as (typeof ctx)[] });
  expect(await firing()).toEqual(["calls-fail"]);
  expect((await ctx.db.select().from(alerts)).map(({ notice }) => notice)).toEqual([null]);
  await round();
  expect(told()).toEqual([]);
});

const rules: [AlertKind, number, () => Promise<unknown>, RegExp][] = [
  [
    "latency_p95",
    1_000,
    () =>
      ctx.db.insert(jobs).values(
        queuedJob({
          id: jobId(),
          state: "succeeded",
          createdAt: clock.now(),
          finishedAt: clock.now(),
          durationMs: 4_200,
        }),
      ),
    /took 4.2 s or longer, where 1 s is the limit/,
  ],
  [
    "spend",
    2,
    () =>
      ctx.db.insert(usageInbox).values({
        at: clock.now(),
        intent: "a.b",
        mode: "agent",
        callerId: "k",
        callerKind: "key",
        callerName: "k",
        namespace: "d",
        outcome: "succeeded",
        code: "",
        costMicros: 2_500_000,
      }),
    /cost 2.5, where 2 is the limit/,
  ],
  [
    "callbacks_failing",
    1,
    () =>
      ctx.db.insert(callbacks).values({
        id: jobId().replace("job", "cbk"),
        jobId: jobId(),
        url: "https://r.example/",
        state: "failed",
        attempt: 7,
        nextAt: clock.now(),
        createdAt: clock.now(),
      }),
    /1 callback does not get through/,
  ],
  [
    "approval_waiting",
    300,
    () =>
      ctx.db.insert(approvals).values({
        id: jobId().replace("job", "apr"),
        jobId: jobId(),
        intent: "ssh.exec",
        state: "waiting",
        hash: "h",
        askedById: "k",
        card: {} as never,
        askedByKind: "key",
        askedByName: "k",
        ownerId: null,
        fourEyes: false,
        needed: 1,
        createdAt: new Date(clock.now().getTime() - 400_000),
        expiresAt: new Date(clock.now().getTime() + 400_000),
      }),
    /An approval has waited for 7 min, where 5 min is the limit/,
  ],
];

it.each(rules)("tells of %s above %d", async (kind, threshold, cause, says) => {
  for (const { id, ...rule } of defaultAlertRules)
    await putAlertRule(ctx, { id, rule: { ...rule, is_enabled: false } });
  await putAlertRule(ctx, {
    id: "mine",
    rule: { kind, intent: "*", threshold, window_s: 900, calls_min: 1, is_enabled: true },
  });
  await round();
  expect(told()).toEqual([]);
  await cause();
  await roundUntilTold();
  expect(told().map(({ text }) => text)).toEqual([expect.stringMatching(says)]);
});

it("tells of a target that is left alone, in nobody else's words", async () => {
  const target = "mcp <https://evil.example|click> & <!channel>\u202e";
  const input = {
    target,
    rules: { failuresMax: 1, restMs: 60_000 },
    isTargetsFault: () => true,
    detail: "d",
    hint: "h",
  };
  await runThroughBreaker(input, () => Promise.reject(new Error("down"))).catch(() => {});
  await roundUntilTold();
  const text = told()[0]?.text ?? "";
  expect(text).toContain(
    "1 target keeps failing and is not called. mcp &lt;https://evil.example|click&gt; &amp; &lt;!channel&gt;",
  );
  expect(text).not.toContain("\u202e");
});

it("ends without a word what held under a rule that was switched off", async () => {
  await end({ calls: 40, failures: 40 });
  await round();
  expect(await firing()).toContain("calls-fail");
  await putAlertRule(ctx, {
    id: "calls-fail",
    rule: { kind: "failure_rate", intent: "*", threshold: 25, window_s: 900, calls_min: 20, is_enabled: false },
  });
  channel.seen.length = 0;
  for (let n = 0; n < 5; n++) await round();
  expect(await firing()).not.toContain("calls-fail");
  expect(told().filter(({ rule_id }) => rule_id === "calls-fail")).toEqual([]);
});
