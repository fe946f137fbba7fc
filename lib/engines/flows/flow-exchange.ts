import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { FlowReply, LostWhy, UnsentWhy } from "./flow-reply";

/** Of an answer that is no success only the beginning counts: enough to tell whose it is. */
const errorBytesMax = 64 * 1024;

type ExchangeInput = { answerBytesMax: number; settle: (reply: FlowReply) => void };

/**
 * One request on its way: knows whether a byte of it has left, and reads no more of the answer than it may. Settles
 * once; what happens on the connection after that is nobody's business.
 */
export class FlowExchange implements Dispatcher.DispatchHandler {
  isSent = false;
  private isSettled = false;
  private controller: Dispatcher.DispatchController | null = null;
  private head: { status: number; headers: Record<string, string> } | null = null;
  private chunks: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly input: ExchangeInput) {}

  /** Called when a connection is there, before the first byte is written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.isSettled) controller.abort(new Error("the call is over"));
    // Undici may take a request up again on a new connection; ours must not be sent twice.
    else if (this.isSent) this.end("cut", new Error("the connection was lost and the request would be sent again"));
    this.isSent = true;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.isSettled) return;
    this.head = { status, headers: flatten(headers) };
    const encoding = this.head.headers["content-encoding"]?.trim().toLowerCase() ?? "";
    if (this.isError()) return;
    if (encoding !== "" && encoding !== "identity") this.finish({ kind: "refused", why: "encoded", status });
    else if (Number(headers["content-length"]) > this.input.answerBytesMax) this.refuseLength();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isSettled) return;
    this.bytes += chunk.length;
    const bytesMax = this.isError() ? errorBytesMax : this.input.answerBytesMax;
    if (this.bytes <= bytesMax) this.chunks.push(chunk);
    else if (this.isError()) this.answer();
    else this.refuseLength();
  }

  onResponseEnd(): void {
    this.answer();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.isSent) this.end(lostWhy(error), error);
    else this.finish({ kind: "unsent", why: unsentWhy(error), cause: error });
  }

  /** The time came to an end, or the connection. */
  end(why: LostWhy, cause: unknown): void {
    if (!this.isSent) this.finish({ kind: "unsent", why: why === "late" ? "late" : "unreachable", cause });
    // A status that is no success says enough, whatever of its body is missing.
    else if (this.isError() && why !== "aborted") this.answer();
    else this.finish({ kind: "lost", why, cause });
  }

  private isError(): boolean {
    return this.head !== null && this.head.status >= 300;
  }

  private refuseLength(): void {
    this.finish({ kind: "refused", why: "too_large", status: this.head?.status ?? 0 });
  }

  private answer(): void {
    if (this.head === null || this.isSettled) return;
    this.finish({ kind: "answered", answer: { ...this.head, body: Buffer.concat(this.chunks) } });
  }

  private finish(reply: FlowReply): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.chunks = [];
    this.input.settle(reply);
    // Harmless when the answer is complete; else it closes the connection.
    this.controller?.abort(new Error("the call is over"));
  }
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")]);
  return Object.fromEntries(pairs);
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

function unsentWhy(error: Error): UnsentWhy {
  const code = codeOf(error);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "no_address";
  if (code === "ECONNREFUSED") return "refused";
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") return "late";
  return /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS|^ERR_SSL|^EPROTO/.test(code) ? "certificate" : "unreachable";
}

function lostWhy(error: Error): LostWhy {
  if (codeOf(error) === "UND_ERR_HEADERS_OVERFLOW") return "header_too_large";
  return error.name === "HTTPParserError" ? "not_http" : "cut";
}
