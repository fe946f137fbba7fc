import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gt } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { auditLog } from "@/lib/db/schema-actions";
import { startWorker } from "@/lib/dispatch/worker";
import { closeAll } from "@/lib/engines/ssh/pool";
import type { SshTarget } from "@/lib/engines/ssh/ssh-target";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { addHost } from "@/lib/testing/add-host";
import { createTestApp } from "@/lib/testing/test-app";
import { processesWith, realSshd, realTarget } from "./real-sshd";

const app = await createTestApp();
const key = await app.createKey({ intents: ["ssh.*"] });
const stopWatch = await startJobWatch(app.runtime.database);
const worker = startWorker(app.ctx);
const folder = mkdtempSync(join(tmpdir(), "orchestrator-peek-"));
/** Reading it never ends, since nobody writes to it. */
const endless = join(folder, "endless");
const sockets = new Set<Socket>();
const silent = createServer((socket) => sockets.add(socket.on("error", () => {})));
const otherKey = { algorithm: "ssh-ed25519", fingerprint: `SHA256:${"A".repeat(43)}` };

afterEach(() => {
  forgetGlobalState("breakers");
  return closeAll();
});
afterAll(async () => {
  worker.stop();
  app.runtime.stop.abort();
  await stopWatch();
  silent.close();
  for (const socket of sockets) socket.destroy();
  rmSync(folder, { recursive: true });
});

const add = (alias: string, changes: Partial<SshTarget> = {}) =>
  addHost(app.ctx, { target: realTarget({ alias, ...changes }), tags: ["real"] });

type Answer = {
  status: number;
  body: { job_id: string; result: Record<string, unknown>; code: string; error: string };
};

async function peek(inputs: object, wait_s = 40): Promise<Answer> {
  const body = { intent: "ssh.exec.peek", inputs, wait_s };
  const response = await app.send({ path: "/orchestrate", key, body });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

async function auditedSince(seq: number) {
  const rows = await app.ctx.db.select().from(auditLog).where(gt(auditLog.seq, seq)).orderBy(auditLog.seq);
  return rows.map(({ kind, data }) => ({ kind, data }));
}

const cats = () => processesWith(`cat ${endless}`).filter((line) => !line.includes("ps -eo"));

describe.skipIf(!realSshd)("ssh.exec.peek on a real sshd", () => {
  beforeAll(async () => {
    execFileSync("mkfifo", [endless]);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    await add("real-1");
    await add("real-2");
    await add("wrong-key", { hostKey: otherKey });
    const stranger = readFileSync(join(dirname(realSshd?.keyFile ?? ""), "stranger_ed25519"), "utf8");
    await add("stranger", { auth: { kind: "key", privateKey: stranger, passphrase: null } });
    const { port } = silent.address() as { port: number };
    await add("silent", { port, connectTimeoutMs: 300 });
  });

  it.each([
    ["uptime", /load average/],
    ["uname -a && df -h / | tail -n 1", /Linux[\s\S]*%/],
    ["ps aux --sort=-%mem | head -n 3", /PID/],
    ["grep -c processor /proc/cpuinfo; nproc", /^\d+\n\d+\n$/],
    ["find /etc -maxdepth 1 -name 'host*' | sort", /\/etc\/hostname\n/],
    ["cat /etc/os-release | cut -d= -f1 | sort -u", /NAME/],
  ])("answers %s", async (command, stdout) => {
    const { status, body } = await peek({ host: "real-1", command });
    expect(status).toBe(200);
    expect(body.result).toMatchObject({ host: "real-1", exit_code: 0, stderr: "", truncated: false, timed_out: false });
    expect(body.result.stdout).toMatch(stdout);
  });

  it("keeps head and tail of 50 MB of output", async () => {
    const file = join(folder, "much");
    const line = "2026-11-22T15:56:19Z web-1 app[17]: GET /api/v1/items?id=17 200 12ms\n";
    writeFileSync(file, `first\n${line.repeat(Math.ceil(52_428_800 / line.length))}last\n`);
    const { body } = await peek({ host: "real-1", command: `cat ${file}`, timeout_s: 60 });
    expect(body.result).toMatchObject({ exit_code: 0, truncated: true, timed_out: false });
    const whole = await app.send({ path: `/jobs/${body.job_id}?full=true`, key });
    const { result } = (await whole.json()) as { result: { stdout: string; duration_ms: number } };
    expect(result.stdout).toMatch(/^first\n[\s\S]*bytes left out[\s\S]*\nlast\n$/);
    expect(result.stdout.length).toBeLessThan(256 * 1024 + 100);
    process.stdout.write(`50 MB through the policy, redacted: ${result.duration_ms} ms\n`);
  });

  it("kills a command whose time is up", async () => {
    const { body } = await peek({ host: "real-1", command: `cat ${endless}`, timeout_s: 1 });
    expect(body.result).toMatchObject({ exit_code: null, timed_out: true });
    expect(cats()).toEqual([]);
  });

  it("kills the command on the host when the job is cancelled", async () => {
    const before = await app.ctx.db.$count(auditLog);
    const { status, body } = await peek({ host: "real-1", command: `cat ${endless}`, timeout_s: 100 }, 0);
    expect(status).toBe(202);
    await expect.poll(() => cats().length, { timeout: 10_000 }).toBeGreaterThan(0);
    const cancelled = await app.send({ method: "POST", path: `/jobs/${body.job_id}/cancel`, key });
    expect(cancelled.status).toBe(200);
    await expect.poll(cats, { timeout: 5_000 }).toEqual([]);
    await expect.poll(() => auditedSince(before)).toMatchObject([{ data: { exit_code: null, error: "cancelled" } }]);
  });

  it("sends nothing to a host with another key, and writes that down", async () => {
    const before = await app.ctx.db.$count(auditLog);
    const { status, body } = await peek({ host: "wrong-key", command: "uptime" });
    expect({ status, code: body.code }).toEqual({ status: 502, code: "host_key_mismatch" });
    expect(await auditedSince(before)).toMatchObject([{ kind: "host_key.mismatch", data: { host: "wrong-key" } }]);
  });

  it("says of a host that does not know its key, and of one that hangs, what is wrong", async () => {
    const stranger = await peek({ host: "stranger", command: "uptime" });
    expect({ status: stranger.status, code: stranger.body.code }).toEqual({ status: 502, code: "ssh_auth_failed" });
    const hangs = await peek({ host: "silent", command: "uptime" });
    expect({ status: hangs.status, code: hangs.body.code }).toEqual({ status: 504, code: "timeout" });
  });

  it("gives every host of a tag its own outcome", async () => {
    const { body } = await peek({ tag: "real", command: "hostname" });
    expect(body.result).toMatchObject({
      results: [
        { host: "real-1", ok: true },
        { host: "real-2", ok: true },
        { host: "silent", ok: false, error: { code: "timeout" } },
        { host: "stranger", ok: false, error: { code: "ssh_auth_failed" } },
        { host: "wrong-key", ok: false, error: { code: "host_key_mismatch" } },
      ],
      succeeded: 2,
      failed: 3,
    });
  });

  it("answers again, after a retry, when the connection's sshd stood still in mid-run", async () => {
    const call = peek({ host: "real-1", command: `cat ${endless}`, timeout_s: 3 });
    await expect.poll(() => cats().length, { timeout: 10_000 }).toBeGreaterThan(0);
    const pid = sshdAbove(Number(cats()[0]?.trim().split(" ")[0]));
    process.kill(pid, "SIGSTOP");
    try {
      const { body } = await call;
      expect(body.result).toMatchObject({ exit_code: null, timed_out: true });
    } finally {
      process.kill(pid, "SIGCONT");
    }
    await expect.poll(cats, { timeout: 5_000 }).toEqual([]);
  });
});

/** The sshd process that a process on this machine belongs to. */
function sshdAbove(pid: number): number {
  const [, parent = "0"] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  const isSshd = readFileSync(`/proc/${parent}/comm`, "utf8").startsWith("sshd");
  return isSshd ? Number(parent) : sshdAbove(Number(parent));
}
