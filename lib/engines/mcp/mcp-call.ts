import type { JsonObject } from "@/lib/contracts/json";
import type { McpTarget } from "./mcp-target";

/** What a server wants to know in the middle of a call (MCP 2026-07-28, client/elicitation). Its words are not ours. */
export type McpQuestion =
  | { kind: "form"; message: string; schema: JsonObject }
  /** Something to be done at an address, which the server learns of by itself. */
  | { kind: "url"; message: string; url: string };

export type McpAnswer = { action: "accept"; content: JsonObject } | { action: "decline" } | { action: "cancel" };

/** How far a call has come; `fraction` from 0 to 1 where the server says the whole. */
export type McpProgress = { fraction: number | null; message: string | null };

export type McpCallInput = {
  target: McpTarget;
  tool: string;
  args: JsonObject;
  /** The longest that nothing is heard; progress begins it anew. */
  idleTimeoutMs: number;
  /** The longest in all; `idleTimeoutMs` when it is not given. Neither runs while a question waits. */
  timeoutMaxMs?: number;
  signal: AbortSignal;
  onProgress: (progress: McpProgress) => void;
  ask: (question: McpQuestion) => Promise<McpAnswer>;
  /** For `_meta`: `traceparent` and the like. */
  meta: JsonObject;
};

export type McpCallResult = {
  content: JsonObject[];
  /** Undefined when there is none. Not checked against the tool's output schema. */
  structuredContent: unknown;
  isError: boolean;
};
