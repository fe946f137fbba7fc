import { and, eq } from "drizzle-orm";
import { mcpCredentials } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { forgetRemembered, remember } from "@/lib/records/remember";
import { type SealedSignIn, unsealSignIn } from "./sealed-sign-in";

type ReadMcpSignInInput = {
  /** The credential's id. */
  id: string;
  /** Whether what it was a second ago will do. */
  isFresh: boolean;
};

/** A sign-in with its tokens. `sealed` stands for this very state of it. */
export type McpSignIn = SealedSignIn & { serverName: string; callerId: string; sealed: string; expiresAt: Date | null };

/** A sign-in by its credential's id; null where there is none any more, or it cannot be read. */
export async function readMcpSignIn(
  ctx: Pick<Context, "db" | "clock" | "secretKey">,
  { id, isFresh }: ReadMcpSignInInput,
): Promise<McpSignIn | null> {
  if (isFresh) forgetRemembered(ctx);
  const row = await remember(ctx, {
    name: `mcp sign-in ${id}`,
    read: async () => {
      const isIt = and(eq(mcpCredentials.id, id), eq(mcpCredentials.kind, "oauth"));
      const [found] = await ctx.db.select().from(mcpCredentials).where(isIt);
      return found ?? null;
    },
  });
  const opened = row && unsealSignIn(ctx, row);
  if (!opened) return null;
  const { serverName, callerId, sealed, expiresAt } = row;
  return { ...opened, serverName, callerId, sealed, expiresAt };
}
