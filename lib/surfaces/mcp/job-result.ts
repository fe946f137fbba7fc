import type { CallToolResult } from "@modelcontextprotocol/server";
import type { JobView } from "@/lib/contracts/envelope";
import { fitObject } from "@/lib/policy/fit-answer";
import { answerText } from "./answer-text";

/** A job as the result of `tools/call`. It stands for the call that began it: one that failed is an error here too. */
export function jobResult(view: JobView): CallToolResult {
  const fitted = fitObject(view, ["result", "inputs", "context"]) as JobView;
  const { state, intent, progress } = fitted;
  const far = progress ? `, ${percent(progress.fraction)}${progress.message}` : "";
  const texts = [...answerText(fitted), `Job ${view.job_id ?? ""} (${intent}): ${state}${far}`];
  const content = texts.map((text) => ({ type: "text" as const, text }));
  return { content, structuredContent: fitted, ...(view.status === "error" && { isError: true }) };
}

function percent(fraction: number | undefined): string {
  return fraction === undefined ? "" : `${Math.round(fraction * 100)} %: `;
}
