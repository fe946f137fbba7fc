import type { LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Client, type Dispatcher } from "undici";
import { unlessAborted } from "@/lib/core/unless-aborted";
import { withTimeout } from "@/lib/core/with-timeout";
import { addressKind } from "./address-kind";
import { isPrivateAddress } from "./is-private-address";
import { hostOf, judgeUrl, type OutboundRules } from "./judge-url";
import { createResolve, type Resolve } from "./resolve-name";

/** Why a request got no answer: the address is not one to be called, or nobody answered. */
export type Unanswered = { kind: "refused"; reason: string } | { kind: "unreached"; reason: string };

/** A request to a URL that a caller gave. */
export type OutboundRequest = {
  url: string;
  headers: Record<string, string>;
  rules: OutboundRules;
  signal: AbortSignal;
  resolve?: Resolve;
  /** For all of it together, names and answer included. */
  timeoutMs?: number;
};

type Message = { method: "GET" } | { method: "POST"; body: string };
type GuardedRequest<Answer> = OutboundRequest & {
  message: Message;
  /** Reads the answer while the connection is there, and no more of it than it needs. */
  read(answer: Dispatcher.ResponseData): Promise<Answer>;
};

const resolveName = createResolve();
const requestMsMax = 15_000;
const headerBytesMax = 16 * 1024;

/**
 * Sends a request to a URL that a caller gave: the only way out to such a place. Every address of the name must be
 * public, and the connection goes to those that were looked at, whatever the name says a moment later. Follows no
 * redirect, uses the connection once. Never throws for what the other side does; its words are not passed on.
 */
export async function guardedRequest<Answer>(input: GuardedRequest<Answer>): Promise<Answer | Unanswered> {
  const { url, rules, resolve = resolveName, timeoutMs = requestMsMax } = input;
  const fault = judgeUrl(url, rules);
  if (fault !== null) return { kind: "refused", reason: `the URL ${fault}` };
  const target = new URL(url);
  try {
    return await withTimeout<Answer | Unanswered>({ signal: input.signal, ms: timeoutMs }, async (signal) => {
      const addresses = await addressesOf({ target, resolve, signal });
      if (!isAllowed({ target, addresses, rules })) {
        return { kind: "refused", reason: "the name leads to an address that is not public" };
      }
      return send({ ...input, target, addresses, signal });
    });
  } catch (error) {
    return { kind: "unreached", reason: reasonOf(error) };
  }
}

type Resolved = { target: URL; signal: AbortSignal };

async function addressesOf({ target, resolve, signal }: Resolved & { resolve: Resolve }): Promise<LookupAddress[]> {
  const host = hostOf(target);
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const addresses = await unlessAborted(resolve(host, signal), signal);
  if (addresses.length === 0) throw Object.assign(new Error("no address"), { code: "ENOTFOUND" });
  return addresses;
}

type IsAllowedInput = { target: URL; addresses: LookupAddress[]; rules: OutboundRules };

function isAllowed({ target, addresses, rules }: IsAllowedInput): boolean {
  // A literal address is judged with the URL.
  if (isIP(hostOf(target)) !== 0 || target.origin === rules.ownOrigin) return true;
  if (rules.isPrivateAllowed && addresses.every(({ address }) => isPrivateAddress(address))) return true;
  const wanted = hostOf(target) === "localhost" ? "loopback" : "public";
  const isPlain = target.protocol === "http:" && wanted === "public";
  return !isPlain && addresses.every(({ address }) => addressKind(address) === wanted);
}

type Judged<Answer> = Resolved & GuardedRequest<Answer> & { addresses: LookupAddress[] };

async function send<Answer>({ target, addresses, headers, message, signal, read }: Judged<Answer>): Promise<Answer> {
  const client = new Client(target.origin, {
    connect: { lookup: pinnedTo(addresses), timeout: 0 },
    pipelining: 0,
    maxHeaderSize: headerBytesMax,
    // The signal counts for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  try {
    const answer = await client.request({
      ...message,
      path: target.pathname + target.search,
      // Whoever trusts its own machine sees by `via` that this is no call of its own (RFC 9110, section 7.6.3).
      headers: { ...headers, via: "1.1 orchestrator", "user-agent": "orchestrator" },
      signal,
    });
    return await read(answer);
  } finally {
    await client.destroy();
  }
}

function pinnedTo(addresses: LookupAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, addresses);
    else callback(null, first?.address ?? "", first?.family);
  };
}

/** A sentence's end for the caller, made from the code alone: messages hold addresses. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "the connection failed";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (error.name === "TimeoutError") return "no answer in time";
  if (error.name === "AbortError") return "stopped before there was an answer";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the name is not known";
  if (code === "ECONNREFUSED") return "the connection was refused";
  if (code === "UND_ERR_HEADERS_OVERFLOW") return "the answer's header is too large";
  if (/CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS/.test(code)) return "the certificate is not good";
  if (error.name === "HTTPParserError") return "the answer is not HTTP";
  return "the connection failed";
}
