import type { UpdateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { AppError } from "@/lib/core/app-error";
import { mcpEntriesMax } from "@/lib/core/mcp-fields";
import type { Context } from "@/lib/records/context";
import { sealMcpSecrets, unsealMcpSecrets } from "./mcp-secrets";
import type { McpServerRow } from "./mcp-server";

type ChangedMcpServerInput = { row: McpServerRow; change: UpdateMcpServerRequest };

/**
 * A row as a change makes it. What was stored for one origin is not sent to another, nor headers made variables: such a
 * server begins without those of before, as does one whose stored ones cannot be read. Throws `invalid_request`.
 */
export function changedMcpServer(
  ctx: Pick<Context, "secretKey">,
  { row, change }: ChangedMcpServerInput,
): McpServerRow {
  const transport = change.command === undefined ? (change.url === undefined ? row.transport : "http") : "stdio";
  refuseForeign({ transport, change });
  const isOther = transport !== row.transport;
  const timeoutMs = change.timeout_s === undefined ? row.timeoutMs : Math.round(change.timeout_s * 1000);
  const { timeout_max_s: timeoutMaxS } = change;
  const timeoutMaxMs =
    timeoutMaxS === undefined ? Math.max(row.timeoutMaxMs, timeoutMs) : Math.round(timeoutMaxS * 1000);
  if (timeoutMaxMs < timeoutMs) throw refused("timeout_max_s", "must not be less than timeout_s");
  const base = isOther ? { command: null, args: [], cwd: null, url: null } : row;
  const { command = base.command, args = base.args, cwd = base.cwd, url = base.url } = change;
  const isElsewhere = isOther || (url !== null && row.url !== null && new URL(url).origin !== new URL(row.url).origin);
  return {
    ...row,
    transport,
    command,
    args,
    cwd,
    url,
    secrets: changedSecrets(ctx, { row, isElsewhere, given: change.env ?? change.headers }),
    isTrusted: change.trusted ?? row.isTrusted,
    approval: change.approval ?? row.approval,
    timeoutMs,
    timeoutMaxMs,
    isEnabled: change.enabled ?? row.isEnabled,
  };
}

type ChangedSecretsInput = {
  row: McpServerRow;
  isElsewhere: boolean;
  given: Record<string, string | null> | undefined;
};

function changedSecrets(ctx: Pick<Context, "secretKey">, { row, isElsewhere, given }: ChangedSecretsInput) {
  if (!given) return isElsewhere ? null : row.secrets;
  const kept = isElsewhere ? null : unsealMcpSecrets(ctx, { id: row.id, sealed: row.secrets });
  const all = Object.entries({ ...withoutNamesOf({ kept: kept ?? {}, given, row }), ...given });
  const secrets = Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null));
  if (Object.keys(secrets).length > mcpEntriesMax) {
    throw refused(row.transport === "http" ? "headers" : "env", `would have more than ${mcpEntriesMax} entries`);
  }
  return sealMcpSecrets(ctx, { id: row.id, secrets });
}

type WithoutNamesOfInput = { kept: Record<string, string>; given: object; row: McpServerRow };

/** A header is the same one in any capitals; a variable is not. */
function withoutNamesOf({ kept, given, row }: WithoutNamesOfInput): Record<string, string> {
  const plain = (name: string) => (row.transport === "http" ? name.toLowerCase() : name);
  const names = new Set(Object.keys(given).map(plain));
  return Object.fromEntries(Object.entries(kept).filter(([name]) => !names.has(plain(name))));
}

function refuseForeign({
  transport,
  change,
}: {
  transport: McpServerRow["transport"];
  change: UpdateMcpServerRequest;
}) {
  const foreign = transport === "http" ? (["args", "cwd", "env"] as const) : (["headers"] as const);
  const name = foreign.find((field) => change[field] !== undefined);
  if (name) throw refused(name, `is for a server that has ${transport === "http" ? "a command" : "a url"}`);
}

function refused(path: string, message: string): AppError {
  return new AppError({
    code: "invalid_request",
    detail: `The MCP server is not valid: '${path}' ${message}.`,
    errors: [{ path, message }],
  });
}
