import { Client, type ClientOptions, type PriorDiscovery } from "@modelcontextprotocol/client";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { answerElicitation } from "./answer-elicitation";
import { HttpTransport } from "./http-transport";
import type { LiveClient } from "./live-client";
import type { McpTarget } from "./mcp-target";
import { Silence } from "./silence";
import { StdioTransport } from "./stdio-transport";
import type { TextTail } from "./text-tail";

type OpenClientInput = {
  target: McpTarget;
  era: JsonObject | null;
  tail: TextTail;
  onNoise: () => void;
  onToolsChanged: () => void;
  signal: AbortSignal;
};

const eraCharsMax = 64 * 1024;
const probeMsMax = 20_000;
const legacy: PriorDiscovery = { kind: "legacy" };

const options: ClientOptions = {
  // Roots would tell a server about our disk, and sampling would let it spend a model's tokens: neither is offered.
  capabilities: { elicitation: { form: {}, url: {} } },
  // What servers call a schema is compiled by nobody but our own checker, which bounds patterns.
  jsonSchemaValidator: {
    getValidator: () => (value) => ({ valid: true, data: value as never, errorMessage: undefined }),
  },
};

/**
 * Connects to a server, in the revision that was found before or else negotiated. A remembered verdict that the server
 * no longer agrees with is negotiated once more; so is one of a process that ended at the sight of the newer revision.
 */
export async function openClient(input: OpenClientInput): Promise<LiveClient> {
  const prior = priorOf(input);
  if (prior !== null) {
    try {
      return await connect({ ...input, prior });
    } catch (error) {
      if (isFinal({ ...input, error })) throw error;
    }
  }
  try {
    return await connect({ ...input, prior: null });
  } catch (error) {
    if (input.target.transport.kind === "http" || isFinal({ ...input, error })) throw error;
    return connect({ ...input, prior: legacy });
  }
}

/** To a process the verdict for the newer revision saves nothing: it is there to be asked. */
function priorOf({ target, era }: OpenClientInput): PriorDiscovery | null {
  const isUsable = era?.kind === "legacy" || (era?.kind === "modern" && target.transport.kind === "http");
  return isUsable ? (era as PriorDiscovery) : null;
}

/** Another revision would not help: time is up, the program is not there, a sign-in is asked for. */
function isFinal({ signal, error }: { signal: AbortSignal; error: unknown }): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError && cause.code !== "upstream_failed") return true;
    if ("code" in cause && /^(ECONN|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES|UND_ERR_CONNECT)/.test(String(cause.code)))
      return true;
  }
  return signal.aborted;
}

type ConnectInput = OpenClientInput & { prior: PriorDiscovery | null };

async function connect(input: ConnectInput): Promise<LiveClient> {
  const { target, prior, signal, tail, onNoise } = input;
  const timeoutMs = Math.min(target.connectTimeoutMs / 2, probeMsMax);
  const client = new Client(
    { name: "orchestrator", version: "0.1.0" },
    { ...options, versionNegotiation: { mode: "auto", probe: { timeoutMs } } },
  );
  const transport =
    target.transport.kind === "stdio"
      ? new StdioTransport({ server: target.name, transport: target.transport, tail, onNoise })
      : new HttpTransport({ server: target.name, transport: target.transport });
  const live: LiveClient = { ...unproven, client, transport, ...fresh() };
  listen({ ...input, live });
  const abandon = () => void transport.close();
  signal.addEventListener("abort", abandon, { once: true });
  try {
    signal.throwIfAborted();
    await client.connect(transport, { timeout: target.connectTimeoutMs, ...(prior && { prior }) });
    signal.throwIfAborted();
  } catch (error) {
    await transport.close();
    throw transport.fault ?? error;
  } finally {
    signal.removeEventListener("abort", abandon);
  }
  const discover = client.getDiscoverResult();
  live.isProven = prior?.kind !== "modern";
  live.era = discover ? rememberable(discover) : legacy;
  live.protocolVersion = client.getNegotiatedProtocolVersion() ?? "";
  return live;
}

const unproven = { era: null, protocolVersion: "", isProven: false, users: 0, abandoned: 0, surplus: 0 };
const fresh = () => ({ calls: new Set<never>(), mirrored: new Map(), silence: new Silence() });

/** Its instructions are for a model that we do not have. */
function rememberable({ instructions: _, ...discover }: Record<string, unknown>): JsonObject | null {
  const era = { kind: "modern", discover };
  return JSON.stringify(era).length > eraCharsMax ? null : era;
}

function listen({ target, live, onToolsChanged }: ConnectInput & { live: LiveClient }): void {
  const { client } = live;
  client.setRequestHandler("elicitation/create", ({ params }, ctx) =>
    answerElicitation({ server: target.name, live, params, signal: ctx.mcpReq.signal }),
  );
  client.setNotificationHandler("notifications/tools/list_changed", onToolsChanged);
  client.onerror = (error) => {
    // The late answer to a call that was given up: the server is no longer at it.
    if (live.abandoned > 0 && error.message.startsWith("Received a response for an unknown message ID"))
      live.abandoned--;
  };
}
