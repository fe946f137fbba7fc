/** How an MCP server is reached, its secrets with it: a process of this machine, or an address. */
export type McpTransportConfig =
  | { kind: "stdio"; command: string; args: string[]; env: Record<string, string>; cwd: string | null }
  | { kind: "http"; url: string; headers: Record<string, string> };

/** A server of the configuration file. */
export type McpServerConfig = {
  name: string;
  transport: McpTransportConfig;
  /** The same as it stands in the file, before variables were filled in: what may be shown. */
  written: { command: string | null; args: string[]; cwd: string | null; url: string | null };
  /** Whether what it says of its tools' effects is believed. */
  isTrusted: boolean;
  approval: "never" | "destructive" | "always";
  timeoutMs: number;
  timeoutMaxMs: number;
  isEnabled: boolean;
};
