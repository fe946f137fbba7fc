import type { ServerChannel } from "ssh2";
import { afterEach, expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { forgetGlobalState } from "@/lib/core/global-state";
import { closeAll } from "@/lib/engines/ssh/pool";
import { readyLine } from "@/lib/engines/ssh/wrap-command";
import { addHost } from "@/lib/testing/add-host";
import { runPeek } from "@/lib/testing/run-peek";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { createTestContext } from "@/lib/testing/test-context";

const ctx = await createTestContext();
const standIn = await startSshStandIn();
const { target } = standIn;
await addHost(ctx, { target: target({ alias: "web-1" }), tags: ["web"] });
await addHost(ctx, { target: target({ alias: "web-2" }), tags: ["web"] });
await addHost(ctx, { target: target({ alias: "down-1", port: 1 }), tags: ["web"] });
await addHost(ctx, { target: target({ alias: "off-1" }), tags: ["web"], isEnabled: false });
await addHost(ctx, { target: target({ alias: "exec-only" }), tags: ["web"], intents: ["ssh.exec"] });

afterEach(() => {
  forgetGlobalState("breakers");
  return closeAll();
});

type Answer = { results: { host: string; ok: boolean; stdout: string }[]; succeeded: number; failed: number };
const answerOf = ({ output }: { output: unknown }) => output as Answer;

it("gives each host of a tag its own outcome, and asks none that may not be used", async () => {
  const { output, streamed, audited } = await runPeek(ctx, { tag: "web", command: "echo one; echo two" });
  const ran = { ok: true, exit_code: 0, stdout: "one\ntwo\n", stderr: "", truncated: false, timed_out: false };
  const refused = {
    code: "upstream_failed",
    error: "Host 'down-1' refused the connection.",
    hint: expect.any(String),
  };
  expect(output).toEqual({
    command: expect.stringContaining("one"),
    results: [
      { host: "down-1", ok: false, error: refused },
      { host: "web-1", ...ran, duration_ms: expect.any(Number) },
      { host: "web-2", ...ran, duration_ms: expect.any(Number) },
    ],
    succeeded: 2,
    failed: 1,
  });
  expect(streamed.split("\n").sort()).toEqual(["", "web-1: one", "web-1: two", "web-2: one", "web-2: two"]);
  expect(audited.map(({ data }) => data.host).sort()).toEqual(["web-1", "web-2"]);
});

it("answers for every host of a list, each once and in its order, whatever is wrong with some", async () => {
  const hosts = ["web-2", "web-9", "off-1", "exec-only", "web-1", "web-2"];
  const { results, succeeded, failed } = answerOf(await runPeek(ctx, { hosts, command: "uptime" }));
  expect(results).toMatchObject([
    { host: "web-2", ok: true },
    { host: "web-9", ok: false, error: { code: "host_not_found" } },
    { host: "off-1", ok: false, error: { code: "forbidden" } },
    { host: "exec-only", ok: false, error: { code: "forbidden" } },
    { host: "web-1", ok: true },
  ]);
  expect({ succeeded, failed }).toEqual({ succeeded: 2, failed: 3 });
});

it("refuses a tag that no host has which may be used, and one that too many have", async () => {
  expect((await runPeek(ctx, { tag: "db", command: "uptime" })).error).toMatchObject({
    code: "host_not_found",
    hint: "There are: web.",
  });
  for (let i = 0; i < 51; i++) await addHost(ctx, { target: target({ alias: `many-${i}` }), tags: ["many"] });
  const seen = standIn.connectionsSeen;
  expect((await runPeek(ctx, { tag: "many", command: "uptime" })).error).toMatchObject({
    code: "invalid_inputs",
    detail: expect.stringContaining("51 hosts"),
  });
  expect(standIn.connectionsSeen).toBe(seen);
});

/** A host that runs commands until it is told to end them. */
async function startHeld() {
  const held: ServerChannel[] = [];
  const slow = await startSshStandIn({
    onExec: (channel) => {
      channel.write(readyLine);
      channel.once("data", () => held.push(channel));
    },
  });
  const hosts = Array.from({ length: 12 }, (_, i) => `slow-${slow.port}-${i}`);
  for (const alias of hosts) await addHost(ctx, { target: slow.target({ alias }) });
  const end = (text: string) => {
    for (const channel of held.splice(0)) {
      channel.write(text);
      channel.exit(0);
      channel.close();
    }
  };
  return { held, hosts, end };
}

it("runs on ten hosts at once and on the others after them", async () => {
  const { held, hosts, end } = await startHeld();
  const call = runPeek(ctx, { hosts, command: "uptime" });
  await expect.poll(() => held.length).toBe(10);
  end("first");
  await expect.poll(() => held.length).toBe(2);
  end("later");
  const { results, succeeded } = answerOf(await call);
  expect(succeeded).toBe(12);
  expect(results.filter(({ stdout }) => stdout === "later")).toHaveLength(2);
});

it("is cancelled on all of them at once, and begins on no other", async () => {
  const { held, hosts, end } = await startHeld();
  const controller = new AbortController();
  const call = runPeek(ctx, { hosts, command: "uptime" }, controller.signal);
  await expect.poll(() => held.length).toBe(10);
  for (const channel of held) {
    channel.once("end", () => {
      channel.exit("KILL");
      channel.close();
    });
  }
  controller.abort(new AppError({ code: "cancelled", detail: "The job was cancelled." }));
  expect((await call).error).toMatchObject({ code: "cancelled" });
  expect(held).toHaveLength(10);
  end("");
});
