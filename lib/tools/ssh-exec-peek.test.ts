import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { closeAll } from "@/lib/engines/ssh/pool";
import { verifyAudit } from "@/lib/records/audit/verify-audit";
import { addHost } from "@/lib/testing/add-host";
import { runOf } from "@/lib/testing/run-of";
import { runPeek } from "@/lib/testing/run-peek";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { createTestContext } from "@/lib/testing/test-context";
import { sshExecPeek } from "./ssh-exec-peek";

const ctx = await createTestContext();
const standIn = await startSshStandIn();
const { target } = standIn;
const web = await addHost(ctx, { target: target({ alias: "web-1" }) });
const otherKey = { algorithm: "ssh-ed25519", fingerprint: `SHA256:${"A".repeat(43)}` };
const wrong = await addHost(ctx, { target: target({ alias: "wrong-1", hostKey: otherKey }) });
await addHost(ctx, { target: target({ alias: "new-1", hostKey: null }) });
await addHost(ctx, { target: target({ alias: "off-1" }), isEnabled: false });
await addHost(ctx, { target: target({ alias: "exec-only" }), intents: ["ssh.exec"] });
const down = await addHost(ctx, { target: target({ alias: "down-1", port: 1 }) });

const folder = mkdtempSync(join(tmpdir(), "peek-"));
/** Reading it never ends, since nobody writes to it. */
const endless = join(folder, "endless");
execFileSync("mkfifo", [endless]);

afterEach(() => {
  forgetGlobalState("breakers");
  standIn.asked.length = 0;
  return closeAll();
});
afterAll(() => rmSync(folder, { recursive: true }));

const readersOf = (file: string) =>
  execFileSync("ps", ["-eo", "args", "--no-headers"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.startsWith(`cat ${file}`));

describe("a command that only reads", () => {
  it("answers with its output and its exit code, whatever that is, and is written down", async () => {
    writeFileSync(join(folder, "some"), "one\ntwo\n");
    const asked = `grep  two '${folder}/some' ; grep three ${folder}/some ${folder}/none`;
    const { output, error, streamed, audited } = await runPeek(ctx, { host: "web-1", command: asked });
    expect(error).toBeNull();
    expect(output).toEqual({
      host: "web-1",
      command: expect.stringContaining("grep three"),
      exit_code: 2,
      stdout: "two\n",
      stderr: expect.stringContaining("No such file"),
      duration_ms: expect.any(Number),
      truncated: false,
      timed_out: false,
    });
    expect(streamed).toContain("two\n");
    const { command } = output as { command: string };
    const { hostKeyFingerprint: fingerprint } = web;
    const data = { host: "web-1", fingerprint, intent: "ssh.exec.peek", command, job_id: runOf.id, exit_code: 2 };
    expect(audited).toEqual([{ kind: "command.run", subject: web.id, data }]);
    expect(await verifyAudit(ctx)).toMatchObject({ ok: true });
  });

  it("runs in a minimal environment", async () => {
    vi.stubEnv("TZ", "Asia/Tokyo");
    const { output } = await runPeek(ctx, { host: "web-1", command: "date +%Z" });
    vi.unstubAllEnvs();
    expect(output).toMatchObject({ stdout: "UTC\n" });
  });

  it("keeps head and tail of much output, and streams no secret that it holds", async () => {
    const secret = ["ghp_", "aB3dE5gH7jK9mN1pQ2sT4vX6zA8cF0iL"].join("");
    writeFileSync(join(folder, "much"), `first\0 ${secret}\n${`${"x".repeat(99)}\n`.repeat(9_000)}${secret} last`);
    const { output, streamed } = await runPeek(ctx, { host: "web-1", command: `cat ${folder}/much` });
    const { stdout, truncated } = output as { stdout: string; truncated: boolean };
    expect(truncated).toBe(true);
    expect(stdout).toMatch(
      /^first\ufffd \[redacted:github-token\]\n[\s\S]*bytes left out[\s\S]*\[redacted:github-token\] last$/,
    );
    expect(Buffer.byteLength(stdout)).toBeLessThan(256 * 1024 + 100);
    expect(streamed.length).toBeGreaterThan(900_000);
    expect(streamed).not.toContain(secret);
  });

  it("is killed when its time is up, which is an answer", async () => {
    const { output, audited } = await runPeek(ctx, { host: "web-1", command: `cat ${endless}`, timeout_s: 1 });
    expect(output).toMatchObject({ exit_code: null, timed_out: true });
    expect(readersOf(endless)).toEqual([]);
    expect(audited).toMatchObject([{ data: { exit_code: null, stopped_for: "time" } }]);
  });

  it("is killed when its call is cancelled, and written down all the same", async () => {
    const controller = new AbortController();
    const call = runPeek(ctx, { host: "web-1", command: `cat ${endless}` }, controller.signal);
    await expect.poll(() => readersOf(endless)).toHaveLength(1);
    controller.abort();
    expect(await call).toMatchObject({
      error: { code: "cancelled" },
      audited: [{ kind: "command.run", data: { exit_code: null, error: "cancelled" } }],
    });
    expect(readersOf(endless)).toEqual([]);
  });
});

describe("what is not let through", () => {
  it.each([
    ["that changes something", "rm -rf /srv/app --token=hunter2secret", "approval", "ssh.exec"],
    ["that hides something", "ls \u202e/tmp; echo --token=hunter2secret", "refuse", "never sent"],
  ])("is a command %s: nothing is sent, and it is written down", async (_, command, verdict, hint) => {
    const seen = standIn.connectionsSeen;
    const { error, audited } = await runPeek(ctx, { host: "web-1", command });
    expect(error).toMatchObject({ code: "command_refused", hint: expect.stringContaining(hint), mayHaveRun: false });
    expect(standIn.connectionsSeen).toBe(seen);
    expect(standIn.asked).toEqual([]);
    const [row, ...more] = audited;
    expect(more).toEqual([]);
    expect(row).toMatchObject({ kind: "command.refused", subject: runOf.id, data: { verdict, on: ["web-1"] } });
    expect(row?.data).toMatchObject({ rule: expect.any(String), command: expect.stringContaining("[redacted:") });
    expect(JSON.stringify(row)).not.toContain("hunter2secret");
  });

  it.each([
    ["nobody knows", "web-9", "host_not_found", "Use one of: down-1, new-1, web-1, wrong-1."],
    ["is disabled", "off-1", "forbidden", "enable"],
    ["lets other intents in", "exec-only", "forbidden", "It may be used by: ssh.exec."],
    ["has no accepted key", "new-1", "host_key_unknown", "accepts it"],
  ])("is a host that %s", async (_, host, code, hint) => {
    const { error, audited } = await runPeek(ctx, { host, command: "uptime" });
    expect(error).toMatchObject({ code, detail: expect.stringContaining(`'${host}'`), mayHaveRun: false });
    expect(error?.hint).toContain(hint);
    expect(standIn.asked).toEqual([]);
    expect(audited).toEqual([]);
  });

  it.each([{}, { host: "web-1", tag: "web" }, { host: "web-1", hosts: ["web-1"] }, { hosts: [] }, { host: "Web 1" }])(
    "is a call with %j",
    (hosts) => {
      expect(sshExecPeek.input.safeParse({ ...hosts, command: "uptime" }).success).toBe(false);
    },
  );
});

it("sends nothing to a host that shows another key, each time, and writes that down", async () => {
  const data = {
    host: "wrong-1",
    accepted: otherKey.fingerprint,
    presented: web.hostKeyFingerprint,
    on_the_way_to: "wrong-1",
    job_id: runOf.id,
  };
  for (let tries = 0; tries < 6; tries++) {
    const { error, audited } = await runPeek(ctx, { host: "wrong-1", command: "uptime" });
    expect(error).toMatchObject({ code: "host_key_mismatch", mayHaveRun: false });
    expect(audited).toEqual([{ kind: "host_key.mismatch", subject: wrong.id, data }]);
  }
  expect(standIn.asked).toEqual([]);
});

it("leaves a host alone that was down five times in a row, and no other", async () => {
  const look = () => runPeek(ctx, { host: down.alias, command: "uptime" });
  for (let tries = 0; tries < 5; tries++) {
    expect((await look()).error?.detail).toContain("refused the connection");
  }
  expect(await look()).toMatchObject({
    error: { detail: expect.stringContaining("is left alone"), mayHaveRun: false },
    audited: [],
  });
  expect((await runPeek(ctx, { host: "web-1", command: "uptime" })).error).toBeNull();
});
