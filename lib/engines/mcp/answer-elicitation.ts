import type { LiveClient } from "./live-client";
import type { McpAnswer, McpQuestion } from "./mcp-call";
import { elicitResult, readQuestion } from "./question";
import { type Ask, requestScopes } from "./request-scope";

type ElicitationInput = {
  live: Pick<LiveClient, "calls" | "abandoned">;
  params: unknown;
  signal: AbortSignal;
};

/**
 * Answers a question that came on the connection (2025 revisions). It goes to the call on whose own stream it came; else
 * to the only call there can be. When several could have caused it, it is declined: nobody is shown another's question.
 */
export async function answerElicitation({ live, params, signal }: ElicitationInput) {
  const question = readQuestion(params);
  const scope = requestScopes().getStore() ?? onlyCall(live);
  if (question === null || !scope?.ask) return { action: "decline" as const };
  return elicitResult({ question, answer: await askIn({ ask: scope.ask, question, signal }) });
}

/** A call that was given up may still run on the server, so that one call under way is then not the only one. */
function onlyCall({ calls, abandoned }: ElicitationInput["live"]) {
  const [only] = calls;
  return calls.size === 1 && abandoned === 0 ? only : undefined;
}

type AskInput = {
  ask: Ask;
  question: McpQuestion;
  signal: AbortSignal;
};

async function askIn({ ask, question, signal }: AskInput): Promise<McpAnswer> {
  try {
    return await ask(question, signal);
  } catch {
    // The call itself ends with the reason; the server is told that nobody will answer.
    return { action: "cancel" };
  }
}
