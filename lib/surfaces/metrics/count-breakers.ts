import type { BreakerFacts } from "@/lib/core/app-error";
import { listBreakers } from "@/lib/engines/breakers";

type BreakerCount = { target: string; state: BreakerFacts["state"]; count: number };

const states: readonly BreakerFacts["state"][] = ["closed", "half_open", "open"];

/**
 * How many outside targets of each kind are well, tried out and left alone. By kind and not by name: callers name
 * callback hosts as they like. The console and `GET /ready` name the operator's own.
 */
export function countBreakers(): BreakerCount[] {
  const all = [
    ...listBreakers("operator").map(({ target, state }) => ({ target: kindOf(target), state })),
    ...listBreakers("caller").map(({ state }) => ({ target: "callback", state })),
  ];
  const kinds = [...new Set(all.map(({ target }) => target))];
  return kinds.flatMap((target) =>
    states.map((state) => ({
      target,
      state,
      count: all.filter((one) => one.target === target && one.state === state).length,
    })),
  );
}

/** `ssh:web-1`, `mcp.github`, `n8n`. */
function kindOf(target: string): string {
  return /^[a-z0-9]+/.exec(target)?.[0] ?? "other";
}
