import { z } from "zod";
import { HostTag } from "@/lib/contracts/host";
import type { Host } from "@/lib/records/hosts/host";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import { defineTool } from "./define-tool";
import { sshIntents } from "./ssh/ssh-intents";

export const sshHosts = defineTool({
  intent: "ssh.hosts",
  title: "List the hosts",
  description:
    "Lists the machines that commands can run on: alias, tags, which of ssh.exec.peek and ssh.exec may use each, and " +
    "whether it is ready. Use it to find the alias or tag to give those.",
  effects: "read",
  input: z.strictObject({ tag: HostTag.optional().describe("Only hosts with this tag.") }),
  output: z.strictObject({
    hosts: z.array(
      z.strictObject({
        host: z.string().describe("The alias to call it by."),
        tags: z.array(z.string()),
        intents: z.array(z.string()).describe("Which intents may run something on it."),
        ready: z.boolean(),
        not_ready_because: z.string().nullable(),
      }),
    ),
  }),
  example: { tag: "web" },
  timeoutMs: 5_000,
  run: async (ctx, { tag }) => {
    const hosts = await listHosts(ctx);
    return { hosts: hosts.filter(({ tags }) => tag === undefined || tags.includes(tag)).map(entryOf) };
  },
});

/** Never its address, its user or its key: a caller needs none of them, and one that is misled may tell them on. */
function entryOf(host: Host) {
  const because = obstacleOf(host);
  return {
    host: host.alias,
    tags: host.tags,
    intents: sshIntents(host),
    ready: because === null,
    not_ready_because: because,
  };
}

function obstacleOf({ isEnabled, hostKeyFingerprint }: Host): string | null {
  if (!isEnabled) return "It is disabled.";
  return hostKeyFingerprint === null ? "No admin has accepted its key yet." : null;
}
