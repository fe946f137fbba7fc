import { flooded } from "./flooded";
import type { LiveClient } from "./live-client";
import type { McpAnswer, McpQuestion } from "./mcp-call";
import { elicitResult, readQuestion } from "./question";
import { type Ask, type RequestScope, requestScopes } from "./request-scope";

type ElicitationInput = {
  server: string;
  live: Pick<LiveClient, "calls" | "abandoned" | "surplus" | "transport">;
  params: unknown;
  signal: AbortSignal;
};

const waitingMax = 5;
const ofCallMax = 100;
const surplusMax = 100;

/**
 * Answers a question that came on the connection (2025 revisions). It goes to the call on whose own stream it came; else
 * to the only call there can be. When several could have caused it, it is declined: nobody is shown another's question.
 * So is what is more than five of a call at once, or a hundred in all; a server that does not stop at that is ended.
 */
export async function answerElicitation({ server, live, params, signal }: ElicitationInput) {
  const scope = requestScopes().getStore() ?? onlyCall(live);
  if (!scope?.ask) return declined;
  if (scope.questions.waiting >= waitingMax || scope.questions.asked >= ofCallMax) {
    if (++live.surplus > surplusMax)
      live.transport.fail(flooded({ server, how: "asks more than anybody could answer" }));
    return declined;
  }
  const question = readQuestion(params);
  if (question === null) return declined;
  return elicitResult({ question, answer: await askIn({ scope, ask: scope.ask, question, signal }) });
}

const declined = { action: "decline" as const };

/** A call that was given up may still run on the server, so that one call under way is then not the only one. */
function onlyCall({ calls, abandoned }: ElicitationInput["live"]) {
  const [only] = calls;
  return calls.size === 1 && abandoned === 0 ? only : undefined;
}

type AskInput = {
  scope: RequestScope;
  ask: Ask;
  question: McpQuestion;
  signal: AbortSignal;
};

async function askIn({ scope, ask, question, signal }: AskInput): Promise<McpAnswer> {
  const { questions } = scope;
  questions.asked++;
  questions.waiting++;
  try {
    return await ask(question, signal);
  } catch {
    // The call itself ends with the reason; the server is told that nobody will answer.
    return { action: "cancel" };
  } finally {
    questions.waiting--;
  }
}
