import { visibleText } from "./visible-text";

type Call = {
  intent: string;
  inputs: Record<string, unknown>;
  mode?: string;
  context?: Record<string, unknown> | null;
};

const lineCharsMax = 110;

/** The `curl` line that makes a call, for a POSIX shell; `needsKey` adds the header that a caller with a key sends. */
export function curlCommand({ call, origin, needsKey }: { call: Call; origin: string; needsKey: boolean }): string {
  const { context, ...rest } = call;
  const value = context ? { ...rest, context } : rest;
  const line = JSON.stringify(value);
  const body = visibleText(line.length <= lineCharsMax ? line : JSON.stringify(value, null, 2));
  return [
    `curl -X POST ${origin}/orchestrate`,
    ...(needsKey ? ['  -H "Authorization: Bearer $ORCHESTRATOR_KEY"'] : []),
    '  -H "Content-Type: application/json"',
    `  -d ${quote(body)}`,
  ].join(" \\\n");
}

/** In single quotes a shell reads nothing but the closing quote. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
