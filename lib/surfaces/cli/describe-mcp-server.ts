import type { McpServerEntry } from "@/lib/contracts/mcp-server";

/** A server in one line, and in a second one why it cannot be used. */
export function describeMcpServer(server: McpServerEntry): string {
  const facts = [
    server.server_id ?? "(configuration file)",
    server.name,
    ...transportOf(server),
    server.enabled ? "on" : "off",
    `approval ${server.approval}`,
    `${server.timeout_s} s to ${server.timeout_max_s} s`,
    ...(server.trusted ? ["trusted"] : []),
  ].join("  ");
  return server.fault === null ? facts : `${facts}\n  ! ${server.fault}`;
}

function transportOf(server: McpServerEntry): string[] {
  switch (server.transport) {
    case "stdio":
      return [
        `stdio ${[server.command, ...server.args].map(quoted).join(" ")}`,
        ...(server.cwd === null ? [] : [`in ${quoted(server.cwd)}`]),
        ...namesOf("env", server.env_names),
      ];
    case "http":
      return [`http ${server.url}`, ...namesOf("headers", server.header_names)];
  }
}

function namesOf(what: string, names: string[] | null): string[] {
  if (names === null) return [`${what} unreadable: ORCHESTRATOR_SECRET_KEY has changed`];
  return names.length > 0 ? [`${what} ${names.join(",")}`] : [];
}

/** As JSON where it is not one plain word, so that no control character reaches the terminal. */
function quoted(text: string): string {
  return /^[!-~]+$/.test(text) ? text : JSON.stringify(text).replace(/[^ -~]/gu, "?");
}
