import type { FlowEntry } from "@/lib/contracts/flow-binding";

/** A binding in one line. */
export function describeFlow(flow: FlowEntry): string {
  const target = flow.target ?? "(the intent with dashes)";
  return [
    flow.flow_id,
    flow.intent,
    `${flow.backend} ${target} ${flow.method} ${flow.reply}`,
    flow.enabled ? "on" : "off",
    `effects ${flow.effects}`,
    ...(flow.timeout_s === null ? [] : [`${flow.timeout_s} s`]),
    ...(flow.auth.kind === "none" ? [] : [`auth ${flow.auth.kind}`]),
  ].join("  ");
}
