import { mcpCredentials } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { mcpCredentialVersion } from "./mcp-credential-version";

/** Every credential there is, as far as it tells one connection from another. */
export async function listMcpCredentialVersions({ db }: Pick<Context, "db">) {
  const { id, serverName, kind, sealed, updatedAt } = mcpCredentials;
  const rows = await db.select({ id, serverName, kind, sealed, updatedAt }).from(mcpCredentials);
  return rows.map((row) => ({ id: row.id, serverName: row.serverName, version: mcpCredentialVersion(row) }));
}
