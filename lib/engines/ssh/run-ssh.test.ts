import { createServer, type Socket } from "node:net";
import { afterAll, afterEach, expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { closeAll } from "./pool";
import { runSsh } from "./run-ssh";
import type { SshRun } from "./ssh-run";
import type { SshTarget } from "./ssh-target";
import { readyLine } from "./wrap-command";

const host = await startSshStandIn({ hostKeys: ["rsa", "ecdsa", "ed25519"] });
const sockets = new Set<Socket>();

afterEach(() => closeAll());
afterAll(() => {
  for (const socket of sockets) socket.destroy();
});

function run(changes: Partial<SshRun> = {}): SshRun {
  return {
    command: "echo ok",
    timeoutMs: 20_000,
    outputBytesMax: 10_000,
    signal: new AbortController().signal,
    ...changes,
  };
}

/** The error of a run that fails, with what a log would hold of it left out. */
async function failureOf(target: SshTarget, changes: Partial<SshRun> = {}) {
  const error = await runSsh(target, run(changes)).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error("not an AppError", { cause: error });
  // What callers see names neither the address nor the user.
  expect(`${error.detail} ${error.hint}`).not.toMatch(/127\.|deploy|invalid\./);
  return { code: error.code, detail: error.detail, context: error.context };
}

/** A server that is none of SSH. */
async function listen(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => server.close());
  return (server.address() as { port: number }).port;
}

it("returns what a command put out, its exit code and how long it took", async () => {
  const told: string[] = [];
  const result = await runSsh(
    host.target(),
    run({
      command: "printf 'é中'; echo bad >&2; exit 3",
      onOutput: ({ stream, text }) => told.push(`${stream}: ${text}`),
    }),
  );
  expect(result).toEqual({
    exitCode: 3,
    signal: null,
    stdout: { text: "é中", bytes: 5, isCut: false },
    stderr: { text: "bad\n", bytes: 4, isCut: false },
    durationMs: expect.any(Number),
    timedOut: false,
    isFlooded: false,
    isOpenEnded: false,
    isCut: false,
  });
  expect(told.sort()).toEqual(["stderr: bad\n", "stdout: é中"]);
});

it("asks a host for nothing but to sign in with the key and for one command", async () => {
  host.asked.length = 0;
  await runSsh(host.target(), run());
  expect(new Set(host.asked)).toEqual(new Set(["auth publickey", "exec"]));
});

it.each([0, 1, 2])("finds the accepted key among several of a host (%i)", async (index) => {
  const hostKey = host.fingerprints[index] ?? null;
  expect(await runSsh(host.target({ hostKey }), run())).toMatchObject({ exitCode: 0 });
});

it("sends nothing to a host with another key, or with none of the accepted type, or with none accepted", async () => {
  host.asked.length = 0;
  const [rsa, , ed25519] = host.fingerprints;
  const only = await startSshStandIn({ hostKeys: ["rsa"] });
  const other = { fingerprint: `SHA256:${"A".repeat(43)}`, algorithm: "ssh-ed25519" };
  expect(await failureOf(host.target({ hostKey: other }))).toMatchObject({
    code: "host_key_mismatch",
    context: { mayHaveRun: false, accepted: other.fingerprint, presented: ed25519?.fingerprint },
  });
  expect(await failureOf(host.target({ hostKey: { ...other, fingerprint: rsa?.fingerprint ?? "" } }))).toMatchObject({
    code: "host_key_mismatch",
  });
  expect(await failureOf(only.target({ hostKey: other }))).toMatchObject({
    code: "host_key_mismatch",
    context: { accepted: other.fingerprint, presented: null },
  });
  expect(await failureOf(host.target({ hostKey: null }))).toMatchObject({
    code: "host_key_unknown",
    context: { mayHaveRun: false },
  });
  expect([...host.asked, ...only.asked]).toEqual([]);
});

it("says in words for an operator why a host cannot be reached", async () => {
  const closed = await listen(() => {});
  const silent = await listen(() => {});
  const rude = await listen((socket) => socket.end());
  const web = await listen((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const old = await startSshStandIn({ algorithms: { kex: ["diffie-hellman-group1-sha1"] } });
  const sha1 = await startSshStandIn({ hostKeys: ["rsa"], algorithms: { serverHostKey: ["ssh-rsa"] } });
  const cbc = await startSshStandIn({ algorithms: { cipher: ["aes128-cbc", "3des-cbc"] } });
  const stranger = await startSshStandIn();
  const cases: [string, SshTarget][] = [
    ["refused the connection", host.target({ port: 1 })],
    ["is not known", host.target({ address: "web-1.invalid" })],
    ["did not finish connecting in time", host.target({ port: silent, connectTimeoutMs: 100 })],
    ["broke the connection off", host.target({ port: rude })],
    ["broke the connection off", host.target({ port: web })],
    ["could not agree on how to encrypt", old.target()],
    ["does not show the key that was accepted", sha1.target()],
    ["could not agree on how to encrypt", cbc.target()],
    ["did not accept the key", host.target({ auth: stranger.target().auth })],
    ["cannot be read", host.target({ auth: { kind: "key", privateKey: "no key", passphrase: null } })],
    ["agent for host", host.target({ auth: { kind: "agent", socket: "/nonexistent/agent" } })],
  ];
  expect(closed).toBeGreaterThan(0);
  for (const [words, target] of cases) {
    const failure = await failureOf(target);
    expect(failure.detail).toContain(words);
    expect(failure.context.mayHaveRun).toBe(false);
  }
});

it("says that a host refuses sessions", async () => {
  const full = await startSshStandIn();
  full.areSessionsRefused = true;
  expect(await failureOf(full.target())).toMatchObject({
    code: "upstream_failed",
    detail: "Host 'web-1' refused to open a session.",
    context: { mayHaveRun: false },
  });
});

it("does not know the outcome when the connection is lost while the command runs", async () => {
  const failed = failureOf(host.target(), { command: "echo told; sleep 61", onOutput: () => host.drop() });
  expect(await failed).toMatchObject({ code: "outcome_unknown", context: { mayHaveRun: true } });
});

it("does not know the outcome when a host ends a session without an exit code", async () => {
  const rude = await startSshStandIn({
    onExec: (channel) => {
      channel.write(readyLine);
      channel.once("data", () => channel.close());
    },
  });
  expect(await failureOf(rude.target())).toMatchObject({ code: "outcome_unknown", context: { mayHaveRun: true } });
});

it("passes over what an account's start files say, and sends nothing to a shell that is never ready", async () => {
  const sent: string[] = [];
  const chatty = await startSshStandIn({
    onExec: (channel) => {
      channel.write(`Welcome!\n${readyLine.slice(0, 7)}`);
      channel.write(readyLine.slice(7));
      channel.once("data", () => {
        channel.write("output\n");
        channel.exit(0);
        channel.close();
      });
    },
  });
  expect(await runSsh(chatty.target(), run())).toMatchObject({ exitCode: 0, stdout: { text: "output\n" } });
  const slow = await startSshStandIn({
    onExec: (channel) => channel.on("data", (data: Buffer) => sent.push(`${data}`)),
  });
  expect(await failureOf(slow.target({ connectTimeoutMs: 300 }))).toMatchObject({
    code: "timeout",
    detail: "Host 'web-1' let the user in, but the account's shell was not ready in time.",
    context: { mayHaveRun: false },
  });
  const closed = await startSshStandIn({
    onExec: (channel) => {
      channel.write("This account is currently not available.\n");
      channel.exit(1);
      channel.close();
    },
  });
  expect(await failureOf(closed.target())).toMatchObject({ code: "upstream_failed", context: { mayHaveRun: false } });
  expect(sent).toEqual([]);
});

it("stops a command whose time is up", async () => {
  const result = await runSsh(host.target(), run({ command: "echo begun; sleep 61 & sleep 62", timeoutMs: 300 }));
  expect(result).toMatchObject({ exitCode: null, signal: "SIGKILL", timedOut: true, stdout: { text: "begun\n" } });
});

it("stops a cancelled command on the host, and says so", async () => {
  const controller = new AbortController();
  const failed = failureOf(host.target(), {
    command: "echo told; sleep 61",
    signal: controller.signal,
    onOutput: () => controller.abort(),
  });
  expect(await failed).toMatchObject({ code: "cancelled", context: { mayHaveRun: true, isEnded: true } });
  expect(host.sessionsNow).toBe(0);
});

it("passes on why it was cancelled", async () => {
  const reason = new AppError({ code: "shutting_down", detail: "The orchestrator is stopping." });
  expect(await failureOf(host.target(), { signal: AbortSignal.abort(reason) })).toEqual({
    code: "shutting_down",
    detail: "The orchestrator is stopping.",
    context: { mayHaveRun: false, isEnded: true },
  });
});

it("does not wait for a connection that nobody wants any more", async () => {
  const silent = await listen(() => controller.abort());
  const controller = new AbortController();
  const failed = failureOf(host.target({ port: silent }), { signal: controller.signal });
  expect(await failed).toMatchObject({ code: "cancelled", context: { mayHaveRun: false } });
});

it("keeps head and tail of much output, tells all of it, and stops a flood", async () => {
  let told = 0;
  const onOutput = ({ text }: { text: string }) => {
    told += text.length;
  };
  const much = await runSsh(host.target(), run({ command: "seq 1 100000", outputBytesMax: 200, onOutput }));
  expect(much).toMatchObject({ exitCode: 0, isCut: true, isFlooded: false, stdout: { bytes: 588_895, isCut: true } });
  expect(much.stdout.text).toMatch(/^1\n2\n.*bytes left out.*\n100000\n$/s);
  expect(told).toBe(588_895);
  const flood = await runSsh(host.target(), run({ command: "yes", outputBytesMax: 200 }));
  expect(flood).toMatchObject({ exitCode: null, signal: "SIGKILL", isCut: true, isFlooded: true, timedOut: false });
});

it("ends a run whose listener throws, with what it threw", async () => {
  const onOutput = () => {
    throw new Error("listener");
  };
  await expect(runSsh(host.target(), run({ command: "echo told; sleep 61", onOutput }))).rejects.toThrow("listener");
});

it("does not wait for what a command leaves running in the background", async () => {
  const result = await runSsh(host.target(), run({ command: "sleep 3.9 & echo on" }));
  expect(result).toMatchObject({ exitCode: 0, stdout: { text: "on\n" }, isCut: true });
  expect(result.durationMs).toBeLessThan(2_000);
});

it.each([
  ["a null character", "echo a\0b"],
  ["half a character", "echo \ud800"],
  ["too much", `: ${"x".repeat(100_000)}`],
])("sends no command with %s", async (_what, command) => {
  expect(await failureOf(host.target(), { command })).toMatchObject({ code: "invalid_inputs" });
});
