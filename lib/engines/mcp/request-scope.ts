import { AsyncLocalStorage } from "node:async_hooks";
import { globalState } from "@/lib/core/global-state";
import type { McpAnswer, McpQuestion } from "./mcp-call";

/** What one request of ours is about: by it, what comes on the request's own HTTP answer is told from all else. */
export type RequestScope = {
  /** Ends the request and the HTTP exchange that carries it. */
  signal: AbortSignal;
  /** Why it was ended; the first reason counts. */
  fail: (error: unknown) => void;
  /** Null for a request that nobody can answer a question for. */
  ask: Ask | null;
  /** Its questions that came on the connection: how many wait for their answer, and how many there were. */
  questions: { waiting: number; asked: number };
};

/** Has a question of the server answered; the signal says that it no longer wants to know. */
export type Ask = (question: McpQuestion, signal: AbortSignal) => Promise<McpAnswer>;

/** The scope follows a request through the SDK by the asynchronous context in which its answer is read. */
export function requestScopes(): AsyncLocalStorage<RequestScope | undefined> {
  return globalState("mcp.request-scopes", () => new AsyncLocalStorage());
}
