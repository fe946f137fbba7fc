import { sql } from "drizzle-orm";
import type { McpSkipped } from "@/lib/contracts/mcp";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

type Row = { server: string; tools: number; skipped: McpSkipped[]; version: string; fetched_at: string };

/** Of each server's latest catalog how much is in it, without the tools themselves; by the server's name. */
export async function listMcpCatalogFacts({ db }: Pick<Context, "db">): Promise<Map<string, Row>> {
  const rows = await queryRows<Row>({
    db,
    query: sql`select distinct on (server_name) server_name as server, json_array_length(tools) as tools, skipped,
      protocol_version as version, to_char(fetched_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as fetched_at
      from mcp_catalogs order by server_name, fetched_at desc`,
  });
  return new Map(rows.map((row) => [row.server, row]));
}
