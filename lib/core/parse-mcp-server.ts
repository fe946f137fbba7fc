import { z } from "zod";
import { fillVariables } from "./fill-variables";
import {
  mcpApproval,
  mcpArgs,
  mcpCommand,
  mcpFolder,
  mcpHeader,
  mcpHeaders,
  mcpSwitch,
  mcpTimeout,
  mcpUrl,
  mcpVariable,
  mcpVariables,
} from "./mcp-fields";
import type { McpServerConfig } from "./mcp-server-config";

type ParseMcpServerInput = {
  name: string;
  entry: unknown;
  source: Record<string, string | undefined>;
  /** Why it may not be a process of this machine; null where it may. */
  stdioFault: string | null;
  /** Throws, saying what is wrong and where. */
  refuse(path: string, message: string): never;
  note(path: string, message: string): void;
};

const timeoutS = 60;
const timeoutMaxS = 600;
const ours = {
  trusted: mcpSwitch.default(false),
  approval: mcpApproval.default("never"),
  timeout_s: mcpTimeout.default(timeoutS),
  timeout_max_s: mcpTimeout.optional(),
  enabled: mcpSwitch.optional(),
  disabled: mcpSwitch.optional(),
};
const StdioEntry = z.strictObject({
  type: z.literal("stdio", "must be stdio for a server with a command").optional(),
  command: mcpCommand,
  args: mcpArgs.default([]),
  env: mcpVariables(mcpVariable).default({}),
  cwd: mcpFolder.optional(),
  ...ours,
});
const httpTypes = ["http", "streamable-http", "streamableHttp"];
const HttpEntry = z.strictObject({
  type: z.enum(httpTypes, "must be http for a server with a url").optional(),
  url: mcpUrl,
  headers: mcpHeaders(mcpHeader).default({}),
  ...ours,
});
const asWritten = z.string().nullable().default(null);
const Written = z.object({ command: asWritten, args: mcpArgs.default([]), cwd: asWritten, url: asWritten });
type Entry = z.output<typeof StdioEntry> | z.output<typeof HttpEntry>;

/** Other clients' fields that change nothing of what runs: here nobody is asked less for them. */
const harmless = new Set(["alwaysAllow", "autoApprove", "description", "icon", "gallery", "version", "dev"]);
/** Other clients' names for what is meant here. */
const otherNames: Record<string, string> = {
  httpUrl: "url",
  serverUrl: "url",
  transport: "type",
  transportType: "type",
  timeout: "timeout_s or timeout_max_s",
  trust: "trusted",
  environment: "env",
  envFile: "env",
};
const filled = new Set(["command", "args", "env", "cwd", "url", "headers"]);

/** One entry of `mcpServers`, its variables filled in. */
export function parseMcpServer({
  name,
  entry,
  source,
  stdioFault,
  refuse,
  note,
}: ParseMcpServerInput): McpServerConfig {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return refuse("", "must be an object");
  const fields = Object.fromEntries(Object.entries(entry).filter(([field]) => !harmless.has(field)));
  for (const field of Object.keys(entry)) if (harmless.has(field)) note(field, "is not used here");
  refuseStrange({ fields, refuse });
  const { enabled, disabled } =
    z.object({ enabled: ours.enabled, disabled: ours.disabled }).safeParse(fields).data ?? {};
  if (enabled !== undefined && enabled === disabled) return refuse("disabled", "says the opposite of enabled");
  const isEnabled = enabled ?? !disabled;
  // Whoever switches a server off need not have its variables.
  const onMissing = isEnabled ? refuse : () => {};
  const texts = Object.entries(fields).map(([field, value]) =>
    filled.has(field) ? [field, fillVariables({ value, path: field, source, refuse: onMissing })] : [field, value],
  );
  const parsed = ("command" in fields ? StdioEntry : HttpEntry).safeParse(Object.fromEntries(texts));
  if (!parsed.success) return refuseIssue({ issue: parsed.error.issues[0], refuse });
  const { timeout_s, timeout_max_s = Math.max(timeoutMaxS, timeout_s), trusted, approval } = parsed.data;
  if (timeout_max_s < timeout_s) return refuse("timeout_max_s", "must not be less than timeout_s");
  if ("command" in parsed.data && isEnabled && stdioFault) return refuse("command", stdioFault);
  return {
    name,
    transport: transportOf(parsed.data),
    written: Written.parse(fields),
    isTrusted: trusted,
    approval,
    timeoutMs: Math.round(timeout_s * 1000),
    timeoutMaxMs: Math.round(timeout_max_s * 1000),
    isEnabled,
  };
}

function transportOf(entry: Entry): McpServerConfig["transport"] {
  if ("url" in entry) return { kind: "http", url: entry.url, headers: entry.headers };
  const { command, args, env, cwd = null } = entry;
  return { kind: "stdio", command, args, env, cwd };
}

function refuseStrange({ fields, refuse }: { fields: object } & Pick<ParseMcpServerInput, "refuse">): void {
  if ("type" in fields && fields.type === "sse") {
    refuse("type", "sse is a transport that MCP gave up: most such servers have an address for http as well");
  }
  const fieldNames = new Set([...Object.keys(StdioEntry.shape), ...Object.keys(HttpEntry.shape)]);
  for (const field of Object.keys(fields)) {
    if (fieldNames.has(field)) continue;
    const meant = Object.hasOwn(otherNames, field) ? `: here it is ${otherNames[field]}` : "";
    refuse(field, `is not a known field${meant}`);
  }
  if ("command" in fields && "url" in fields) refuse("url", "must not stand beside a command");
  if (!("command" in fields || "url" in fields)) refuse("command", "is missing, and so is a url");
}

type RefuseIssueInput = { issue: z.core.$ZodIssue | undefined } & Pick<ParseMcpServerInput, "refuse">;

function refuseIssue({ issue, refuse }: RefuseIssueInput): never {
  if (issue?.code === "unrecognized_keys") {
    return refuse(issue.keys[0] ?? "", "is a field of the other kind of server: stdio has a command, http a url");
  }
  const path = issue?.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("") ?? "";
  return refuse(path.replace(/^\./, ""), issue?.message ?? "is not understood");
}
