import { desc, eq } from "drizzle-orm";
import { afterEach, expect, it } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { auditLog, hosts } from "@/lib/db/schema-actions";
import { closeAll } from "@/lib/engines/ssh/pool";
import { allRunsEnded } from "@/lib/engines/ssh/runs-under-way";
import { readyLine } from "@/lib/engines/ssh/wrap-command";
import type { Host } from "@/lib/records/hosts/host";
import { addHost } from "@/lib/testing/add-host";
import { noMeans } from "@/lib/testing/no-means";
import { runOf } from "@/lib/testing/run-of";
import { runPeek } from "@/lib/testing/run-peek";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { createTestContext } from "@/lib/testing/test-context";
import { runOnHost } from "./run-on-host";

const ctx = await createTestContext();
const standIn = await startSshStandIn();
const bastion = await startSshStandIn();
const { target } = standIn;
const otherKey = { hostKeyFingerprint: `SHA256:${"A".repeat(43)}` };
let added = 0;
const add = (changes: Partial<Host> = {}, at = target()) =>
  addHost(ctx, { target: { ...at, alias: `host-${++added}` }, ...changes });
const change = (host: Host, changes: Partial<Host>) => ctx.db.update(hosts).set(changes).where(eq(hosts.id, host.id));

afterEach(() => {
  forgetGlobalState("breakers");
  standIn.asked.length = 0;
  return closeAll();
});

function run(host: Host, intent = "ssh.exec") {
  const input = { host, intent, command: "echo $((1 + 1)); exit 3", timeoutMs: 10_000, isMinimalEnv: false };
  return runOnHost({ ...ctx, ...noMeans, job: runOf }, input);
}

it("runs what it is given as it stands", async () => {
  expect(await run(await add())).toMatchObject({ exit_code: 3, stdout: "2\n", command: "echo $((1 + 1)); exit 3" });
});

it.each<[string, Partial<Host>, string]>([
  ["whose accepted key was changed", otherKey, "host_key_mismatch"],
  ["whose accepted key was taken back", { hostKeyFingerprint: null, hostKeyAlgorithm: null }, "host_key_unknown"],
  ["that was disabled", { isEnabled: false }, "forbidden"],
  ["that lets the intent in no more", { intents: ["ssh.exec.peek"] }, "forbidden"],
])("sends nothing to a host %s since it was chosen", async (_, changes, code) => {
  const host = await add();
  await change(host, changes);
  await expect(run(host)).rejects.toMatchObject({ code, mayHaveRun: false });
  expect(standIn.asked).toEqual([]);
});

it("sends nothing to a host that was removed since it was chosen", async () => {
  const host = await add();
  await ctx.db.delete(hosts).where(eq(hosts.id, host.id));
  await expect(run(host)).rejects.toMatchObject({ code: "host_not_found" });
  expect(standIn.asked).toEqual([]);
});

it("goes through a jump host, whose wrong key is written down as its own", async () => {
  const jump = await add({}, bastion.target());
  const host = await add({ jumpHostId: jump.id });
  expect(await run(host)).toMatchObject({ exit_code: 3 });
  expect(new Set(bastion.asked)).toEqual(new Set(["auth publickey"]));
  await change(jump, otherKey);
  const { error, audited } = await runPeek(ctx, { host: host.alias, command: "uptime" });
  expect(error).toMatchObject({ code: "host_key_mismatch", detail: expect.stringContaining(`'${jump.alias}'`) });
  const data = { host: jump.alias, on_the_way_to: host.alias, accepted: otherKey.hostKeyFingerprint };
  expect(audited).toMatchObject([{ kind: "host_key.mismatch", subject: jump.id, data }]);
});

it("goes neither through a disabled jump host nor round in a circle", async () => {
  const jump = await add({ isEnabled: false }, bastion.target());
  const host = await add({ jumpHostId: jump.id });
  await expect(run(host)).rejects.toMatchObject({ code: "forbidden", detail: expect.stringContaining(jump.alias) });
  await change(jump, { isEnabled: true, jumpHostId: host.id });
  await expect(run(host)).rejects.toMatchObject({ code: "not_configured" });
});

it("tells of a command that was sent and whose end nobody knows, and writes it down", async () => {
  const rude = await startSshStandIn({
    onExec: (channel) => {
      channel.write(readyLine);
      channel.once("data", () => channel.close());
    },
  });
  const host = await add({}, rude.target());
  const { error, audited } = await runPeek(ctx, { host: host.alias, command: "uptime" });
  expect(error).toMatchObject({ code: "outcome_unknown", mayHaveRun: true });
  expect(audited).toMatchObject([{ kind: "command.run", data: { exit_code: null, error: "outcome_unknown" } }]);
});

it("is over and written down once the process has left its hosts", async () => {
  const begun: unknown[] = [];
  const endless = await startSshStandIn({
    onExec: (channel) => {
      channel.write(readyLine);
      channel.once("data", (data: Buffer) => begun.push(data));
    },
  });
  const host = await add({}, endless.target());
  const call = runPeek(ctx, { host: host.alias, command: "uptime" });
  await expect.poll(() => begun.length).toBe(1);
  await closeAll();
  await allRunsEnded();
  const [last] = await ctx.db.select().from(auditLog).orderBy(desc(auditLog.seq)).limit(1);
  expect(last).toMatchObject({ kind: "command.run", subject: host.id, data: { error: "outcome_unknown" } });
  expect((await call).error).toMatchObject({ code: "outcome_unknown" });
});

it("lets no part of a secret out that comes in pieces", async () => {
  const secret = ["ghp_", "aB3dE5gH7jK9mN1pQ2sT4vX6zA8cF0iL"].join("");
  const slow = await startSshStandIn({
    onExec: (channel) => {
      channel.write(readyLine);
      channel.once("data", async () => {
        for (const piece of `token ${secret} end`.match(/.{1,5}/g) ?? []) {
          await new Promise((sent) => channel.write(piece, sent));
        }
        channel.exit(0);
        channel.close();
      });
    },
  });
  const host = await add({}, slow.target());
  const { output, streamed } = await runPeek(ctx, { host: host.alias, command: "uptime" });
  expect(output).toMatchObject({ stdout: "token [redacted:github-token] end" });
  expect(streamed).toBe("token [redacted:github-token] end");
});
