import { expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { factsOf, runThroughBreaker } from "@/lib/engines/breakers";
import { mcpBreaker } from "./mcp-breaker";

it.each([
  { code: "timeout", state: "open" },
  { code: "upstream_failed", state: "open" },
  { code: "mcp_failed", state: "closed" },
  { code: "tool_failed", state: "closed" },
] as const)("is $state after five failures that are $code", async ({ code, state }) => {
  const breaker = mcpBreaker({ name: `fails-with-${code}` });
  const fail = () => Promise.reject(new AppError({ code, detail: "It failed." }));
  for (let call = 0; call < 5; call++) await expect(runThroughBreaker(breaker, fail)).rejects.toMatchObject({ code });
  expect(factsOf(breaker).state).toBe(state);
});
