import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Envelope } from "@/lib/contracts/envelope";
import type { JsonObject } from "@/lib/contracts/json";
import { fitObject } from "@/lib/policy/fit-answer";
import type { Tool } from "@/lib/tools/define-tool";
import { answerText } from "./answer-text";

type ToolResultInput = {
  envelope: Envelope;
  /** Whose result it is; its output schema was told. */
  tool?: Tool;
  /** In place of the result as JSON. */
  content?: CallToolResult["content"] | null;
};

/**
 * An envelope as the result of `tools/call`: in words for models, and whole as structured content, each of 100,000
 * characters at most.
 */
export function toolResult({ envelope, tool, content: remote = null }: ToolResultInput): CallToolResult {
  const fitted = fitObject(envelope, ["result"]);
  // What had to be cut is cut in words too.
  const own = fitted === envelope ? remote : null;
  const content = own ?? answerText(fitted as Envelope).map((text) => ({ type: "text" as const, text }));
  const structuredContent = fitted === envelope ? fitted : asPromised(fitted, tool);
  return { content, structuredContent, ...(envelope.status === "error" && { isError: true }) };
}

/** A result that was cut may lack what the tool's schema demands; clients refuse such an answer as a whole. */
function asPromised(fitted: JsonObject, tool: Tool | undefined): JsonObject {
  if (!("result" in fitted) || !tool || tool.output.safeParse(fitted.result).success) return fitted;
  const { result, ...rest } = fitted;
  return { ...rest, partial_result: result };
}
