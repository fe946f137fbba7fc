import { listMcpServers } from "@/lib/records/mcp-servers/list-mcp-servers";
import { mcpServerEntry } from "@/lib/records/mcp-servers/mcp-server-entry";
import type { Check } from "./check";
import { failed, ok, warning } from "./findings";

/** Whether every MCP server that is switched on can be used, as far as shows without reaching one. */
export const checkMcpServers: Check = {
  name: "MCP servers",
  look: async ({ open }) => {
    const { ctx } = open();
    const entries = (await listMcpServers(ctx)).map((server) => mcpServerEntry(ctx, server));
    const used = entries.filter(({ enabled }) => enabled);
    const faulty = used.find(({ fault }) => fault !== null);
    if (faulty)
      return warning(`'${faulty.name}': ${faulty.fault}`, `Change it, or npm run mcp:remove -- ${faulty.name}`);
    const sealed = used.find((entry) => (entry.transport === "stdio" ? entry.env_names : entry.header_names) === null);
    if (sealed) {
      const what = sealed.transport === "stdio" ? "variables" : "headers";
      return failed(
        `The ${what} of '${sealed.name}' cannot be read: ORCHESTRATOR_SECRET_KEY has changed since they were stored.`,
        `Store them again: npm run mcp:edit -- ${sealed.name}`,
      );
    }
    const [note] = ctx.env.mcp.notes;
    if (note) return warning(`${note}.`, "Take it out of the file, if it was meant to do something.");
    return ok(`${used.length} switched on, of ${entries.length}.`);
  },
};
