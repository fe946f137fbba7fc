import { AppError } from "@/lib/core/app-error";

type SignInNeededInput = { server: string; detail?: string; callerId?: string; cause?: unknown };

/** Whoever it is called as must sign in there first. Not the server's fault: it need not be left alone. */
export function signInNeeded({ server, detail, callerId = "*", cause }: SignInNeededInput): AppError {
  const who = callerId === "*" ? "" : ` --for ${callerId}`;
  return new AppError({
    code: "upstream_sign_in_needed",
    detail: detail ?? `The sign-in at MCP server '${server}' is no longer good.`,
    hint: `An operator runs npm run mcp:sign-in -- ${server}${who} (or mcp:credential for a key), or uses the console.`,
    mayHaveRun: false,
    context: { needsAuth: true },
    cause,
  });
}
