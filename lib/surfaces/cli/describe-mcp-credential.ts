import type { McpCredentialEntry } from "@/lib/contracts/mcp-credential";

/** A credential in one line, without a value. */
export function describeMcpCredential(credential: McpCredentialEntry): string {
  const names = credential.header_names?.join(",") ?? "unreadable";
  return [
    credential.credential_id,
    credential.server,
    `for ${credential.caller_id === "*" ? "all others" : credential.caller_id}`,
    `${credential.kind} ${names}`,
    ...(credential.origin === null ? [] : [`at ${credential.origin}`]),
  ].join("  ");
}
