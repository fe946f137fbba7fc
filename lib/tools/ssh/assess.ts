import type { JsonObject } from "@/lib/contracts/json";
import type { CommandVerdict } from "@/lib/policy/command/command-verdict";
import { nextStep } from "./next-step";

/** What the policy says of a command, for whoever asks or decides. */
export function assess({ verdict, rule, reason, parts }: CommandVerdict): JsonObject {
  return {
    verdict,
    rule,
    reason,
    hint: nextStep(verdict),
    parts: parts.map(({ text, verdict: own, note }) => ({ text, verdict: own, note })),
  };
}
