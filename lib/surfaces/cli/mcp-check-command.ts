import type { McpCheck } from "@/lib/contracts/mcp-check";
import type { Call, Outcome } from "./command";
import { listFindings } from "./list-findings";
import { mcpVerbs } from "./mcp-verbs";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run mcp:check`: reaches a server and lists its tools. */
export async function mcpCheck({ args: [server], ...call }: Call): Promise<Outcome> {
  if (!server) throw new UsageError("Name the server to look at, by its id or its name.");
  const check = await withAdmin(call, (admin) => admin.do(mcpVerbs.check, server));
  const text = [listFindings([{ ...check, name: check.server }]), ...detailsOf(check)].join("\n");
  return { text, exitCode: check.state === "failed" ? 1 : 0 };
}

function detailsOf({ tools, skipped, stderr, server }: McpCheck): string[] {
  return [
    ...(tools ?? []).map((name) => `  mcp.${server}.${name}`),
    ...skipped.map(({ name, reason }) => `  not offered: ${plain(name)}: ${plain(reason)}`),
    ...stderr.map((line) => `  stderr | ${plain(line)}`),
  ];
}

/** A server's words, without what would steer the terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
