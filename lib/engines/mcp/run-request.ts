import { AppError } from "@/lib/core/app-error";
import type { LiveClient } from "./live-client";
import type { McpConnection } from "./mcp-connection";
import { mcpError } from "./mcp-error";
import type { McpTarget } from "./mcp-target";
import { type RequestScope, requestScopes } from "./request-scope";
import { isOtherEra, wrongConnection } from "./wrong-connection";

type RunRequestInput<Value> = {
  target: McpTarget;
  connection: McpConnection;
  signal: AbortSignal;
  /** Whether it is asked for what changes nothing, so that it may be sent again though it may have run. */
  isReading: boolean;
  work: (input: { live: LiveClient; scope: RequestScope }) => Promise<Value>;
};

/**
 * Does some work on a connection, within a scope of its own. What the server turned away unread, because it does not know
 * the session or the revision, is sent once more on a new connection; nothing else is ever sent twice.
 */
export async function runRequest<Value>(input: RunRequestInput<Value>): Promise<Value> {
  for (let isAgain = false; ; isAgain = true) {
    const outcome = await input.connection.use(input.signal, (live) => attempt({ ...input, live, isAgain }));
    if (outcome.kind === "done") return outcome.value;
  }
}

type AttemptInput<Value> = RunRequestInput<Value> & { live: LiveClient; isAgain: boolean };
type Outcome<Value> = { kind: "done"; value: Value } | { kind: "again" };

async function attempt<Value>(input: AttemptInput<Value>): Promise<Outcome<Value>> {
  const { target, connection, signal, live, isAgain, isReading, work } = input;
  const controller = new AbortController();
  const sinceMs = performance.now();
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    // The SDK sends the reason on to the server.
    controller.abort("The request was given up.");
  };
  const onAbort = () => fail(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  const scope: RequestScope = { signal: controller.signal, fail, ask: null, questions: { waiting: 0, asked: 0 } };
  try {
    const value = await requestScopes().run(scope, () => work({ live, scope }));
    connection.worked(live);
    return { kind: "done", value };
  } catch (error) {
    if (failure !== undefined) {
      live.abandoned++;
      if (isTimeout(failure)) connection.timedOut(live, { sinceMs });
      throw failure;
    }
    const isEraWrong = isOtherEra({ live, error });
    const wrong = wrongConnection({ live, error });
    if (wrong !== null || isEraWrong) connection.drop(live, { isEraWrong: isEraWrong || wrong === "era" });
    if (!isAgain && (wrong !== null || (isEraWrong && isReading))) return { kind: "again" };
    const told = failed({ target, live, error, isUnread: wrong !== null, isReading });
    if (isTimeout(told)) connection.timedOut(live, { sinceMs });
    throw told;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof AppError && error.code === "timeout";
}

type FailedInput = { target: McpTarget; live: LiveClient; error: unknown; isUnread: boolean; isReading: boolean };

/** When the connection ended, its own last word says more than that it did. */
function failed({ target, live, error, isUnread, isReading }: FailedInput): AppError {
  const failure = mcpError({ target, error });
  const { fault } = live.transport;
  const told = failure.code === "upstream_failed" && fault ? fault : failure;
  if (isUnread) return told.with({ mayHaveRun: false });
  if (told !== fault || isReading) return told;
  return told.with({ hint: `Whether the call took effect is not known. ${told.hint ?? ""}`.trim() });
}
