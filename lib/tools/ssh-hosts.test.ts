import { expect, it } from "vitest";
import { addHost } from "@/lib/testing/add-host";
import { noMeans } from "@/lib/testing/no-means";
import { runOf } from "@/lib/testing/run-of";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { createTestContext } from "@/lib/testing/test-context";
import { sshHosts } from "./ssh-hosts";

const ctx = await createTestContext();
const standIn = await startSshStandIn();
const target = (alias: string) => standIn.target({ alias, address: "10.9.8.7", user: "hidden-user" });
await addHost(ctx, { target: target("web-1"), tags: ["web", "env:prod"] });
await addHost(ctx, { target: target("db-1"), tags: ["db"], intents: ["ssh.exec.peek"] });
await addHost(ctx, { target: target("off-1"), tags: ["web"], isEnabled: false, intents: ["other.*"] });
await addHost(ctx, { target: { ...target("new-1"), hostKey: null } });

async function list(input: { tag?: string } = {}) {
  const { hosts } = (await sshHosts.run({ ...ctx, ...noMeans, job: runOf }, sshHosts.input.parse(input))) as {
    hosts: { host: string }[];
  };
  return hosts;
}

it("tells of every host what may run there and whether it is ready, by alias", async () => {
  const ready = { ready: true, not_ready_because: null };
  expect(await list()).toEqual([
    { host: "db-1", tags: ["db"], intents: ["ssh.exec.peek"], ...ready },
    {
      host: "new-1",
      tags: [],
      intents: ["ssh.exec.peek", "ssh.exec"],
      ready: false,
      not_ready_because: "No admin has accepted its key yet.",
    },
    { host: "off-1", tags: ["web"], intents: [], ready: false, not_ready_because: "It is disabled." },
    { host: "web-1", tags: ["web", "env:prod"], intents: ["ssh.exec.peek", "ssh.exec"], ...ready },
  ]);
});

it("never tells an address, a user or a key", async () => {
  const said = JSON.stringify(await list());
  expect(said).not.toMatch(/10\.9\.8\.7|hidden-user|SHA256|host_|PRIVATE/);
  expect(said).not.toContain(String(standIn.port));
});

it("tells only of hosts with a tag when one is given", async () => {
  expect((await list({ tag: "web" })).map(({ host }) => host)).toEqual(["off-1", "web-1"]);
  expect(await list({ tag: "nothing" })).toEqual([]);
});
