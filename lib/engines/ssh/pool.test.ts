import { afterEach, expect, it } from "vitest";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { readHostKey } from "./host-key";
import { closeAll } from "./pool";
import { runSsh } from "./run-ssh";
import type { SshRun } from "./ssh-run";

afterEach(() => closeAll());

function run(changes: Partial<SshRun> = {}): SshRun {
  return {
    command: "echo ok",
    timeoutMs: 20_000,
    outputBytesMax: 1_000,
    signal: new AbortController().signal,
    ...changes,
  };
}

it("shares one connection, and runs no more on a host at once than its cap", async () => {
  const host = await startSshStandIn();
  const target = host.target({ sessionsMax: 4 });
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) => runSsh(target, run({ command: `sleep 0.05; echo ${index}` }))),
  );
  expect(results.map(({ stdout }) => Number(stdout.text))).toEqual([...Array(20).keys()]);
  expect({ connections: host.connectionsSeen, peak: host.sessionsPeak }).toEqual({ connections: 1, peak: 4 });
});

it("lets one that waits for a session leave, and refuses more than may wait", async () => {
  const host = await startSshStandIn();
  const target = host.target({ sessionsMax: 1 });
  const [first, leaving] = [new AbortController(), new AbortController()];
  const begun = new Promise<void>((resolve) => {
    const command = "echo on; sleep 61";
    void runSsh(target, run({ command, signal: first.signal, onOutput: () => resolve() })).catch(() => {});
  });
  await begun;
  const left = runSsh(target, run({ signal: leaving.signal }));
  const waiting = Array.from({ length: 63 }, () => runSsh(target, run({ command: ":" })));
  await expect(runSsh(target, run())).rejects.toMatchObject({ code: "host_busy", context: { mayHaveRun: false } });
  leaving.abort();
  await expect(left).rejects.toMatchObject({ code: "cancelled", context: { mayHaveRun: false } });
  first.abort();
  expect(new Set((await Promise.all(waiting)).map(({ exitCode }) => exitCode))).toEqual(new Set([0]));
});

it("connects anew when a pooled connection was lost, and for a row that was changed", async () => {
  const host = await startSshStandIn();
  const target = host.target();
  await runSsh(target, run());
  host.drop();
  expect(await runSsh(target, run())).toMatchObject({ exitCode: 0 });
  expect(host.connectionsSeen).toBe(2);
  await runSsh({ ...target, user: "other" }, run());
  expect(host.connectionsSeen).toBe(3);
  await runSsh(target, run());
  expect(host.connectionsSeen).toBe(3);
});

it("never runs a command twice when connections are lost again and again", async () => {
  const host = await startSshStandIn({ onExec: () => host.drop() });
  await expect(runSsh(host.target(), run())).rejects.toMatchObject({ context: { mayHaveRun: expect.any(Boolean) } });
  expect(host.asked.filter((asked) => asked === "exec").length).toBeLessThanOrEqual(2);
});

it("connects anew after a connection that could not be made", async () => {
  const host = await startSshStandIn();
  const target = host.target();
  const wrong = { ...target, hostKey: null };
  await expect(runSsh(wrong, run())).rejects.toMatchObject({ code: "host_key_unknown" });
  await expect(runSsh(wrong, run())).rejects.toMatchObject({ code: "host_key_unknown" });
  expect(await runSsh(target, run())).toMatchObject({ exitCode: 0 });
});

it("ends every connection when told, and what runs on it", async () => {
  const host = await startSshStandIn();
  const failed = runSsh(host.target(), run({ command: "echo on; sleep 61", onOutput: () => void closeAll() }));
  await expect(failed).rejects.toMatchObject({ code: "outcome_unknown" });
  await expect.poll(() => host.connections.size).toBe(0);
});

it("goes through a jump host, whose key and sign-in are checked like any other's", async () => {
  const [inner, jump] = [await startSshStandIn(), await startSshStandIn()];
  const through = inner.target({ jump: jump.target({ alias: "bastion" }) });
  expect(await runSsh(through, run())).toMatchObject({ exitCode: 0, stdout: { text: "ok\n" } });
  expect({ inner: inner.asked.at(-1), jump: jump.asked.includes("exec") }).toEqual({ inner: "exec", jump: false });
  const { port } = inner;
  const signal = new AbortController().signal;
  const read = { alias: "db-1", address: "127.0.0.1", port, timeoutMs: 5_000, signal, jump: jump.target() };
  expect(await readHostKey(read)).toEqual(inner.fingerprints[0]);

  const unknown = inner.target({ jump: jump.target({ alias: "bastion", hostKey: null }) });
  await expect(runSsh(unknown, run())).rejects.toMatchObject({
    code: "host_key_unknown",
    detail: expect.stringContaining("'bastion'"),
  });
  jump.canForward = false;
  const refused = inner.target({ jump: jump.target({ alias: "bastion" }) });
  await expect(runSsh(refused, run())).rejects.toMatchObject({
    code: "upstream_failed",
    detail: "Jump host 'bastion' does not lead on to host 'web-1'.",
    context: { mayHaveRun: false },
  });
});

it("reads a host's key without a word of its own", async () => {
  const host = await startSshStandIn({ hostKeys: ["rsa", "ed25519"] });
  const signal = new AbortController().signal;
  const read = { alias: "web-1", address: "127.0.0.1", port: host.port, jump: null, timeoutMs: 5_000, signal };
  expect(await readHostKey(read)).toEqual(host.fingerprints[1]);
  expect(host.asked).toEqual([]);
  await expect.poll(() => host.connections.size).toBe(0);
  await expect(readHostKey({ ...read, port: 1 })).rejects.toMatchObject({ code: "upstream_failed" });
  const reason = new Error("enough");
  await expect(readHostKey({ ...read, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
