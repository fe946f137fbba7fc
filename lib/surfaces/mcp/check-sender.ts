import { validateHostHeader, validateOriginHeader } from "@modelcontextprotocol/server";
import { AppError } from "@/lib/core/app-error";
import type { Env } from "@/lib/core/env";

/**
 * Refuses a request that was meant for another name, or that a page of another site sends: a page whose name was made
 * to point at this machine (DNS rebinding) is both. Forwarding headers are not believed. Throws `forbidden`.
 * Source: MCP 2026-07-28, basic/transports/streamable-http, security.
 */
export function checkSender({ headers, env }: { headers: Headers; env: Env }): void {
  const names = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    ...[env.publicUrl, env.listenUrl].map((url) => new URL(url).hostname),
  ];
  if (!validateHostHeader(headers.get("host"), names).ok) {
    throw new AppError({
      code: "forbidden",
      detail: "The Host header does not name this server.",
      hint: "Operators: set ORCHESTRATOR_URL to the address at which callers reach it.",
    });
  }
  if (!validateOriginHeader(headers.get("origin"), names).ok) {
    throw new AppError({ code: "forbidden", detail: "Pages of other sites may not call this server." });
  }
}
