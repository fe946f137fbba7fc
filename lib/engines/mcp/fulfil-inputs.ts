import { setTimeout as pause } from "node:timers/promises";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { elicitResult, readQuestion } from "./question";
import type { Ask } from "./request-scope";

type FulfilInputsInput = {
  inputs: Record<string, unknown>;
  requestState: string | undefined;
  /** False where the answers are not sent back: what was declined then ends the call. */
  isAnswered: boolean;
  ask: Ask;
  signal: AbortSignal;
  server: string;
};

const inputsMax = 10;
const pollMs = 1_000;

/** Has the questions of an `input_required` answered, one after another, and makes what the call is sent again with. */
export async function fulfilInputs(input: FulfilInputsInput): Promise<JsonObject> {
  const { inputs, requestState, isAnswered, ask, signal, server } = input;
  const entries = Object.entries(inputs);
  if (entries.length > inputsMax) throw refused(server, "asks too many things at once");
  // Nothing but a state: the server only wants to be asked again.
  if (entries.length === 0) await pause(pollMs, undefined, { signal });
  const responses: [string, unknown][] = [];
  for (const [name, entry] of entries) {
    const { method, params } = Object(entry) as { method?: unknown; params?: unknown };
    if (method !== "elicitation/create") throw refused(server, "asks for what is not offered to it");
    const question = readQuestion(params);
    const answer = question ? await ask(question, signal) : { action: "decline" as const };
    if (!isAnswered && answer.action !== "accept") throw refused(server, "needs what was declined");
    responses.push([name, question ? elicitResult({ question, answer }) : answer]);
  }
  if (!isAnswered) return {};
  return {
    inputResponses: responses.length > 0 ? Object.fromEntries(responses) : undefined,
    requestState,
  };
}

function refused(server: string, why: string): AppError {
  return new AppError({ code: "mcp_failed", detail: `The tool of MCP server '${server}' ${why}.` });
}
