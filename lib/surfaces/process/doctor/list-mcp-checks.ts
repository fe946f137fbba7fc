import { listMcpServers } from "@/lib/records/mcp-servers/list-mcp-servers";
import { probeMcp } from "@/lib/tools/mcp/probe-mcp";
import type { Check } from "./check";
import type { Patient } from "./patient";

/** One check for each MCP server that is switched on: whether it can be reached and lists its tools. Throws without a database. */
export async function listMcpChecks({ open }: Patient): Promise<Check[]> {
  const servers = (await listMcpServers(open().ctx)).filter(({ isEnabled }) => isEnabled);
  return servers.map((server) => ({
    name: `mcp ${server.name}`,
    look: async (patient, signal) => {
      const { state, detail, fix } = await probeMcp(patient.open().ctx, { server, signal });
      return { state, detail, fix };
    },
  }));
}
