import { setTimeout as pause } from "node:timers/promises";
import type { JobView } from "@/lib/contracts/envelope";
import type { startSshStandIn } from "@/lib/testing/ssh-stand-in";

type FurnishInput = { url: string; key: string; ssh: Awaited<ReturnType<typeof startSshStandIn>> };

const memories = [
  { text: "Deploys to production happen on Tuesdays and Thursdays, after the stand-up.", tags: ["ops", "deploy"] },
  { text: "Ada prefers invoices as PDF, sent before the fifth of the month.", tags: ["billing", "customer"] },
  { text: "The staging database is rebuilt every Sunday night from an anonymised dump.", tags: ["ops", "database"] },
  { text: "Support answers within four hours; urgent tickets go to the on-call phone.", tags: ["support"] },
];

/** What the pictures show of an installation in use, made as its callers and operators would; answers where things are. */
export async function furnish({ url, key, ssh }: FurnishInput) {
  const send = async <Answer>(path: string, body: unknown, method = "POST", as = key): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer & { error?: string };
    if (response.status >= 400 && path !== "/orchestrate") throw new Error(`${path}: ${answer.error}`);
    return answer;
  };
  const call = (intent: string, inputs: unknown, more: object = {}) =>
    send<JobView>("/orchestrate", { intent, inputs, ...more });

  for (const inputs of memories) await call("memory.write", inputs);
  await call("memory.search", { query: "when do we release?" });

  const target = ssh.target();
  const auth = { kind: "key", private_key: target.auth.kind === "key" ? target.auth.privateKey : "" };
  const base = { address: "127.0.0.1", port: ssh.port, user: "deploy", auth };
  const host = await send<{ host_id: string }>("/hosts", { ...base, alias: "web-1", tags: ["web", "production"] });
  await send("/hosts", { ...base, alias: "db-1", tags: ["database"], four_eyes: true, approvals_needed: 2 });
  const fingerprint = ssh.fingerprints[0]?.fingerprint;
  await send(`/hosts/${host.host_id}/accept-key`, { fingerprint });
  for (const command of ["uptime", "df -h / | tail -1", "head -3 /etc/os-release"]) {
    await call("ssh.exec.peek", { host: "web-1", command });
  }
  const restart = { host: "web-1", command: "systemctl restart nginx && systemctl is-active nginx" };
  const asked = await call("ssh.exec", {
    ...restart,
    confirm_dangerous: true,
    reason: "502 since 14:02, the workers hang",
  });

  await send("/flows", {
    intent: "gmail.triage",
    backend: "n8n",
    target: "gmail-triage",
    effects: "read",
    title: "Sort new mail",
    description: "Labels the messages that came since a time.",
    input_schema: { type: "object", properties: { since: { type: "string" } }, required: ["since"] },
    example: { since: "1 hour ago" },
  });
  await call("gmail.triage", { since: "1 hour ago" });
  await send("/flows", {
    intent: "invoices.collect",
    backend: "n8n",
    target: "invoices",
    description: "Collects invoices.",
  });
  const failed = await call("invoices.collect", {}, { mode: "flow" });
  await call("mcp.files.list_directory", { path: "." }, { wait_s: 30 });
  const running = await call("system.wait", { seconds: 120 }, { wait_s: 0 });
  await call("system.whoami", {}, { callback_url: "http://127.0.0.1:9/hook" });
  await send("/invitations", { email: "grace@example.com", role: "operator" });

  await send("/intent-rules/gmail.*", { rate_per_minute: 30, price: { per_call: 0.002 } }, "PUT");
  await send("/intent-rules/ssh.exec", { concurrent_max: 2 }, "PUT");
  const chatgpt = await send<{ key_id: string; key: string }>("/keys", {
    name: "ChatGPT",
    intents: ["memory.*", "gmail.triage", "ssh.exec.peek"],
    rate_per_minute: 60,
  });
  const nightly = await send<{ key_id: string }>("/keys", {
    name: "nightly import",
    intents: ["memory.write"],
    namespace: "team-a",
  });
  await send(`/keys/${nightly.key_id}`, { paused: true }, "PATCH");
  await send("/budgets", { scope: "key", subject: chatgpt.key_id, period: "day", soft: 0.006, hard: 0.01 });
  await send("/budgets", { scope: "total", period: "month", soft: 40, hard: 50 });
  for (let call = 0; call < 6; call++) {
    const inputs = { since: `${call + 1} hours ago` };
    await send("/orchestrate", { intent: "gmail.triage", inputs }, "POST", chatgpt.key);
  }
  await send("/orchestrate", { intent: "ssh.exec", inputs: { host: "web-1", command: "reboot" } }, "POST", chatgpt.key);
  // The callback's first attempt, and the first report of the running job.
  await pause(3_000);
  return {
    job: String(failed.job_id),
    running: String(running.job_id),
    approval: "approval" in asked && asked.approval ? asked.approval.id : "",
    host: host.host_id,
    key: chatgpt.key_id,
  };
}
