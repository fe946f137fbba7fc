import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  type RequestId,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import { Agent } from "undici";
import type { AppError } from "@/lib/core/app-error";
import { guardedFetch } from "./guarded-fetch";
import { Inflow } from "./inflow";
import { lostRequest } from "./lost-request";
import type { McpHttpTransport as Reached } from "./mcp-target";
import { ReconnectPlan } from "./reconnect-plan";
import { requestScopes } from "./request-scope";

type SendOptions = Parameters<StreamableHTTPClientTransport["send"]>[1];

const connectMsMax = 10_000;
const leaveMsMax = 2_000;

/**
 * Streamable HTTP with what the SDK leaves open: an answer that breaks off fails its request at once, one that is too
 * long is not read, and a request that is given up lets go of its exchange. Redirects to another origin are not followed.
 */
export class HttpTransport extends StreamableHTTPClientTransport {
  /** Why it was closed, when it was not we who wanted that. */
  fault: AppError | null = null;
  readonly inflow: Inflow;
  private readonly agent: Agent;
  private closing: Promise<void> | null = null;
  private readonly reconnects = new ReconnectPlan();
  private readonly unanswered = new Set<RequestId>();

  constructor({ server, transport }: { server: string; transport: Reached }) {
    // A call may be silent for as long as its own limits allow, and a stream of notifications for ever.
    const agent = new Agent({
      connect: { timeout: connectMsMax },
      headersTimeout: 0,
      bodyTimeout: 0,
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: 32 * 1024,
    });
    const onFault = (error: AppError) => this.fail(error);
    const inflow = new Inflow({ server, onFlood: onFault });
    super(new URL(transport.url), {
      fetch: guardedFetch({ server, transport, dispatcher: agent, inflow, onFault }),
      requestInit: { headers: transport.headers },
      reconnectionScheduler: (reconnect, askedMs) => {
        const delayMs = this.reconnects.delayMs({ askedMs, isAwaited: this.unanswered.size > 0 });
        const timer = setTimeout(reconnect, delayMs).unref();
        return () => clearTimeout(timer);
      },
    });
    this.agent = agent;
    this.inflow = inflow;
    // The SDK calls it before its own.
    this.onmessage = (message) => {
      if (!("method" in message) && message.id !== undefined) this.unanswered.delete(message.id);
    };
  }

  override send(message: JSONRPCMessage | JSONRPCMessage[], options?: SendOptions): Promise<void> {
    if (Array.isArray(message) || !isJSONRPCRequest(message)) return super.send(message, options);
    const { id } = message;
    this.inflow.requested();
    this.unanswered.add(id);
    const signals = [options?.requestSignal, requestScopes().getStore()?.signal].filter(
      (signal) => signal !== undefined,
    );
    const requestSignal = AbortSignal.any(signals);
    requestSignal.addEventListener("abort", () => this.unanswered.delete(id), { once: true });
    const onRequestStreamEnd = () => {
      if (this.unanswered.delete(id)) this.onmessage?.(lostRequest(id));
    };
    return super.send(message, { onRequestStreamEnd, ...options, requestSignal });
  }

  /** Ends it for a fault of the server's, which everyone who waits for an answer is told. */
  fail(fault: AppError): void {
    if (this.closing !== null) return;
    this.fault = fault;
    void this.close();
  }

  /** Ends the session on the server where it keeps one, and every exchange. */
  override close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
  }

  private async leave(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, leaveMsMax);
    });
    if (this.fault === null) await Promise.race([this.terminateSession().catch(() => {}), late]);
    clearTimeout(timer);
    await super.close();
    await this.agent.destroy();
  }
}
