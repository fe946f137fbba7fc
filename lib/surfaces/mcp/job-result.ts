import type { CallToolResult } from "@modelcontextprotocol/server";
import type { JobView } from "@/lib/contracts/envelope";
import { fitObject } from "@/lib/policy/fit-answer";
import { answerText } from "./answer-text";

type JobResultInput = {
  view: JobView /** In place of the result as JSON. */;
  content?: CallToolResult["content"] | null;
};

/** A job as the result of `tools/call`. It stands for the call that began it: one that failed is an error here too. */
export function jobResult({ view, content: remote = null }: JobResultInput): CallToolResult {
  const fitted = fitObject(view, ["result", "inputs", "context"]) as JobView;
  const { state, intent, progress } = fitted;
  const far = progress ? `, ${percent(progress.fraction)}${progress.message}` : "";
  const text = (text: string) => ({ type: "text" as const, text });
  const own = (fitted === view ? remote : null) ?? answerText(fitted).map(text);
  const content = [...own, text(`Job ${view.job_id ?? ""} (${intent}): ${state}${far}`)];
  return { content, structuredContent: fitted, ...(view.status === "error" && { isError: true }) };
}

function percent(fraction: number | undefined): string {
  return fraction === undefined ? "" : `${Math.round(fraction * 100)} %: `;
}
