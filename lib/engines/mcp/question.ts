import { isSpecType } from "@modelcontextprotocol/client";
import { cleanJson } from "@/lib/policy/clean-json";
import type { McpAnswer, McpQuestion } from "./mcp-call";

const messageCharsMax = 2_000;
const urlCharsMax = 2_000;
const schemaCharsMax = 16 * 1024;

/** What an `elicitation/create` asks; null for one that nobody could answer: malformed, too long, or no web address. */
export function readQuestion(params: unknown): McpQuestion | null {
  const clean = cleanJson(params) as Record<string, unknown> | undefined;
  if (!isSpecType.ElicitRequestParams(clean) || clean.message.length > messageCharsMax) return null;
  const { message } = clean;
  if (clean.mode === "url") {
    const { url } = clean;
    const isWeb = url.length <= urlCharsMax && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
    return isWeb ? { kind: "url", message, url } : null;
  }
  const { requestedSchema } = clean;
  if (JSON.stringify(requestedSchema).length > schemaCharsMax) return null;
  return { kind: "form", message, schema: requestedSchema };
}

/** An answer as the protocol has it (`ElicitResult`): what was filled in goes out only where it was accepted. */
export function elicitResult({ question, answer }: { question: McpQuestion; answer: McpAnswer }) {
  if (answer.action !== "accept") return { action: answer.action };
  if (question.kind === "url") return { action: answer.action };
  return { action: answer.action, content: answer.content as Record<string, string | number | boolean | string[]> };
}
