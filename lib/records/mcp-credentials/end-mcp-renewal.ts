import { and, eq } from "drizzle-orm";
import type { McpTokens } from "@/lib/contracts/mcp-authorization";
import { mcpCredentials } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import type { McpSignIn } from "./read-mcp-sign-in";
import { sealSignIn } from "./sealed-sign-in";

type EndMcpRenewalInput = {
  id: string;
  /** As it was when it was claimed. */
  signIn: McpSignIn;
  /** What came of it: new tokens, or nothing that could be used; null leaves all as it was. */
  outcome: { tokens: McpTokens | null; expiresAt: Date | null } | null;
};

/** Ends a renewal and lets others in. Changes nothing when somebody has signed in anew meanwhile. */
export async function endMcpRenewal(
  ctx: Pick<Context, "db" | "secretKey">,
  { id, signIn, outcome }: EndMcpRenewalInput,
): Promise<void> {
  const { origin, authorization, sealed } = signIn;
  const change = outcome && {
    sealed: sealSignIn(ctx, { id, origin, authorization, tokens: outcome.tokens }),
    expiresAt: outcome.expiresAt,
  };
  const isIt = and(eq(mcpCredentials.id, id), eq(mcpCredentials.sealed, sealed));
  await ctx.db
    .update(mcpCredentials)
    .set({ ...change, renewingUntil: null })
    .where(isIt);
  forgetRemembered(ctx);
}
