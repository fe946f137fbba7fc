import { eq } from "drizzle-orm";
import { mcpCatalogs, mcpCredentials, mcpSignIns } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";

/** Removes all that is kept under a server's name: its catalogs, its credentials and sign-ins that have begun. */
export async function forgetMcpServer({ db }: Pick<Context, "db">, serverName: string): Promise<void> {
  await db.delete(mcpCatalogs).where(eq(mcpCatalogs.serverName, serverName));
  await db.delete(mcpCredentials).where(eq(mcpCredentials.serverName, serverName));
  await db.delete(mcpSignIns).where(eq(mcpSignIns.serverName, serverName));
}
