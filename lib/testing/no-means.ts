import type { ToolContext } from "@/lib/tools/define-tool";

/** What a tool gets from its run where nobody reads, answers or keeps anything. */
export const noMeans: Pick<ToolContext, "report" | "ask" | "keep"> = {
  report: { progress: () => {}, output: () => {}, units: () => {} },
  ask: () => Promise.reject(new Error("nobody answers here")),
  keep: () => Promise.reject(new Error("nothing is kept here")),
};
