import type { McpServerEntry } from "@/lib/contracts/mcp-server";
import { numberOf } from "./split-words";

type Values = Record<string, string | boolean>;

/** What the form of a server begins with; of its variables and headers no value is among it. */
export function mcpServerValues(server: McpServerEntry | null): Values {
  return {
    name: server?.name ?? "",
    transport: server?.transport ?? "stdio",
    command: server?.transport === "stdio" ? server.command : "",
    args: server?.transport === "stdio" ? server.args.join("\n") : "",
    cwd: server?.transport === "stdio" ? (server.cwd ?? "") : "",
    env: "",
    url: server?.transport === "http" ? server.url : "",
    headers: "",
    trusted: server?.trusted ?? false,
    approval: server?.approval ?? "never",
    timeout_s: String(server?.timeout_s ?? 60),
    timeout_max_s: server ? String(server.timeout_max_s) : "",
  };
}

/** The body that a filled form stands for. Of a server that is there, only what changed is sent: an address with another origin begins without headers. */
export function mcpServerRequest(values: Values, server: McpServerEntry | null): object {
  const before = mcpServerValues(server);
  const request: Record<string, unknown> = {};
  for (const name of [...fieldsOf[values.transport as McpServerEntry["transport"]], ...shared]) {
    const isChanged = values[name] !== before[name] || (server === null && values[name] !== "");
    if (isChanged) request[name] = readers[name]?.(String(values[name])) ?? values[name];
  }
  if (request.cwd === "") request.cwd = null;
  return { ...(server === null && { name: values.name }), ...request };
}

const fieldsOf: Record<McpServerEntry["transport"], string[]> = {
  stdio: ["command", "args", "cwd", "env"],
  http: ["url", "headers"],
};
const shared = ["trusted", "approval", "timeout_s", "timeout_max_s"];

const readers: Record<string, (text: string) => unknown> = {
  command: (text) => text.trim(),
  url: (text) => text.trim(),
  args: (text) => text.split("\n").filter((line) => line !== ""),
  env: (text) => pairsOf(text, "="),
  headers: (text) => pairsOf(text, ":"),
  timeout_s: numberOf,
  timeout_max_s: numberOf,
};

/** `NAME=value` a line; a name alone removes what is kept under it. */
function pairsOf(text: string, sign: string): Record<string, string | null> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(sign);
      return at === -1 ? [line.trim(), null] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}
