import type { FetchLike } from "@modelcontextprotocol/client";
import type { Dispatcher } from "undici";
import { AppError } from "@/lib/core/app-error";
import { guardedRequest } from "@/lib/engines/outbound/guarded-request";
import type { OutboundRules } from "@/lib/engines/outbound/judge-url";
import { readCapped } from "@/lib/engines/outbound/read-capped";
import type { Resolve } from "@/lib/engines/outbound/resolve-name";

type SignInFetchInput = { server: string; rules: OutboundRules; signal: AbortSignal; resolve?: Resolve | undefined };
type Read = { kind: "read"; response: Response } | { kind: "unusable"; reason: string };

const answerBytesMax = 64 * 1024;

/**
 * What the SDK's OAuth functions send requests with: to allowed addresses alone, without redirects, 15 s and 64 KB each.
 * They take some failures for an answer, so `fault` has the first one for whoever called them.
 */
export function signInFetch({ server, rules, signal, resolve }: SignInFetchInput) {
  let fault: AppError | null = null;
  const fetch: FetchLike = async (url, init) => {
    const got = await guardedRequest<Read>({
      url: String(url),
      headers: { ...Object.fromEntries(new Headers(init?.headers)), "accept-encoding": "identity" },
      message: init?.method === "POST" ? { method: "POST", body: String(init.body) } : { method: "GET" },
      rules,
      signal,
      ...(resolve && { resolve }),
      read,
    });
    if (got.kind === "read") return got.response;
    const { origin } = new URL(url);
    fault ??= new AppError({
      code: got.kind === "unreached" ? "upstream_failed" : "mcp_failed",
      detail: `The sign-in for MCP server '${server}' leads to ${origin}, and ${sentenceEnd[got.kind]}: ${got.reason}.`,
      ...(got.kind === "refused" && { hint: "What a server names must be public, or in the server's own network." }),
      mayHaveRun: false,
    });
    throw fault;
  };
  return { fetch, fault: () => fault };
}

const sentenceEnd = {
  refused: "that address is not called",
  unreached: "there was no answer",
  unusable: "what it answered cannot be used",
};

async function read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Read> {
  // Documents that are not there are answered so by some; where a secret is sent, it is the SDK that refuses it.
  const isRedirect = statusCode >= 300 && statusCode < 400;
  if (isRedirect) return { kind: "read", response: new Response(null, { status: 404 }) };
  // A few bytes may unpack to gigabytes.
  if ((headers["content-encoding"] ?? "identity") !== "identity")
    return { kind: "unusable", reason: "it is compressed" };
  const bytes = await readCapped(body, answerBytesMax);
  if (bytes === null) return { kind: "unusable", reason: `it is longer than ${answerBytesMax / 1024} KB` };
  const isEmpty = statusCode === 204 || statusCode === 205;
  const contentType = String(headers["content-type"] ?? "");
  const init = { status: Math.max(200, statusCode), headers: { "content-type": contentType } };
  return { kind: "read", response: new Response(isEmpty ? null : new Uint8Array(bytes), init) };
}
