import { AppError } from "@/lib/core/app-error";
import { signInNeeded } from "./sign-in-needed";

/** What the engine says of a server that asks for a sign-in as callers and operators are told; any other error as it is. */
export function translateSignIn({ server, error }: { server: string; error: unknown }): unknown {
  const isAsked = error instanceof AppError && error.code === "mcp_failed" && "needsAuth" in error.context;
  return isAsked ? signInNeeded({ server, detail: error.detail, cause: error }) : error;
}
