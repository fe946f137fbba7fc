import canonicalize from "canonicalize";
import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { JsonObject } from "@/lib/contracts/json";
import { sha256Hex } from "@/lib/core/crypto";
import type { Context } from "@/lib/records/context";
import type { Gate, Tool } from "@/lib/tools/define-tool";

type GateCallInput = { tool: Tool; inputs: JsonObject; input: unknown };
type ApprovalGate = Extract<Gate, { kind: "approval" }>;

/** What stands before a call: what its tool says, and what the operator's rules ask for besides. */
export async function gateCall(ctx: Context, { tool, inputs, input }: GateCallInput): Promise<Gate> {
  const own = (await tool.gate?.(ctx, input)) ?? (tool.risk === "dangerous" ? asksForAll({ tool, inputs }) : run);
  const rules = ctx.env.approvals.rules.filter(({ pattern }) =>
    isIntentCovered({ patterns: [pattern], intent: tool.intent }),
  );
  if (rules.length === 0 || own.kind === "dry_run") return own;
  const gate = own.kind === "approval" ? own : asksForAll({ tool, inputs });
  return {
    ...gate,
    needed: Math.max(gate.needed, ...rules.map((rule) => rule.needed)),
    fourEyes: gate.fourEyes || rules.some((rule) => rule.fourEyes),
  };
}

/** What an approval is for: SHA-256 of the canonical JSON (RFC 8785) of all that it binds. */
export function boundHash({
  intent,
  inputs,
  gate,
}: {
  intent: string;
  inputs: JsonObject;
  gate: ApprovalGate;
}): string {
  return sha256Hex(
    canonicalize({ intent, inputs, bound: gate.bound, needed: gate.needed, four_eyes: gate.fourEyes }) ?? "",
  );
}

const run: Gate = { kind: "run" };

function asksForAll({ tool, inputs }: Pick<GateCallInput, "tool" | "inputs">): ApprovalGate {
  return {
    kind: "approval",
    card: {
      title: tool.title,
      inputs,
      command: null,
      host: null,
      host_key: null,
      reason: null,
      // A stranger's words must not be taken for ours.
      assessment: tool.origin
        ? `Nobody but ${tool.origin} says what this does: ${JSON.stringify(tool.description)}`
        : tool.description,
      parts: [],
    },
    // Of a flow: another binding is another action.
    bound: { version: tool.version ?? null },
    needed: 1,
    fourEyes: false,
  };
}
