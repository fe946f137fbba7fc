import type { McpCredentialEntry } from "@/lib/contracts/mcp-credential";

/** A credential in one line, without a value. */
export function describeMcpCredential(credential: McpCredentialEntry): string {
  return [
    credential.credential_id,
    credential.server,
    `for ${credential.caller_id === "*" ? "all others" : credential.caller_id}`,
    ...kindOf(credential),
    ...(credential.origin === null ? [] : [`at ${credential.origin}`]),
  ].join("  ");
}

function kindOf(credential: McpCredentialEntry): string[] {
  switch (credential.kind) {
    case "headers":
      return [`headers ${credential.header_names?.join(",") ?? "unreadable"}`];
    case "oauth": {
      if (credential.sign_in_needed) return ["oauth, needs a sign-in"];
      const until = credential.expires_at === null ? "" : ` until ${credential.expires_at}`;
      const how = credential.renewable ? "oauth, renewed by itself" : `oauth${until}`;
      return [how, ...(credential.scope === null ? [] : [`scope ${JSON.stringify(credential.scope)}`])];
    }
  }
}
