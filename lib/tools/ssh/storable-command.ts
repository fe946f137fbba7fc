import { redactSecrets } from "@/lib/policy/command/redact-secrets";

const charsMax = 8_192;

/** A command as the audit log keeps it: without secrets, and without what Postgres cannot keep. */
export function storableCommand(command: string): string {
  return redactSecrets(command).replaceAll("\0", "\ufffd").slice(0, charsMax).toWellFormed();
}
