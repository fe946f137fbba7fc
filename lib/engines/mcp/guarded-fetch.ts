import type { FetchLike } from "@modelcontextprotocol/client";
import { type Dispatcher, fetch } from "undici";
import { AppError } from "@/lib/core/app-error";
import { answerBytesMax } from "./answer-bytes-max";
import { capBody } from "./cap-body";
import type { Inflow } from "./inflow";
import type { McpHttpTransport } from "./mcp-target";
import { requestScopes } from "./request-scope";
import { tooLong } from "./too-long";

type GuardedFetchInput = {
  server: string;
  transport: McpHttpTransport;
  dispatcher: Dispatcher;
  inflow: Inflow;
  /** A message that is too long came on a stream that belongs to no request. */
  onFault: (error: AppError) => void;
};

const errorBytesMax = 64 * 1024;
const wordsMax = 2_000;

/**
 * Sends one HTTP request to a server: with its access token, which is asked for anew once when it is refused, and with
 * an end to how much of the answer is read. Throws what `needsAuth` tells apart when somebody has to sign in.
 */
export function guardedFetch(input: GuardedFetchInput): FetchLike {
  return async (url, init) => {
    const { accessToken } = input.transport;
    const token = (await accessToken?.({ refused: null })) ?? null;
    let response = await send({ ...input, url, init, token });
    input.inflow.heard();
    if (response.status === 401 && accessToken) {
      const next = await accessToken({ refused: token });
      if (next !== null && next !== token) {
        await response.body?.cancel();
        response = await send({ ...input, url, init, token: next });
      }
    }
    await refuseUnauthorized({ ...input, response });
    return capped({ ...input, response });
  };
}

type SendInput = GuardedFetchInput & { url: string | URL; init: RequestInit | undefined; token: string | null };

async function send({ url, init, token, dispatcher }: SendInput): Promise<Response> {
  const headers = new Headers(init?.headers);
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  // Undici's own types and the DOM's differ in names alone. Next's `fetch` would cache.
  const options = { ...init, headers: [...headers], dispatcher, redirect: "manual" } as Parameters<typeof fetch>[1];
  return (await fetch(url, options)) as unknown as Response;
}

/** RFC 6750, section 3.1: 401, or 403 with `insufficient_scope`. Neither request got any further. */
async function refuseUnauthorized({ server, response }: GuardedFetchInput & { response: Response }): Promise<void> {
  const wwwAuthenticate = response.headers.get("www-authenticate")?.slice(0, wordsMax) ?? null;
  const isScope = response.status === 403 && /error="?insufficient_scope/i.test(wwwAuthenticate ?? "");
  if (response.status !== 401 && !isScope) return;
  await response.body?.cancel();
  throw new AppError({
    code: "mcp_failed",
    detail: isScope
      ? `MCP server '${server}' asks for more rights than its sign-in has.`
      : `MCP server '${server}' asks for a sign-in (401): its credentials are missing or not accepted.`,
    hint: "Operators: sign in to the server, or correct its credentials.",
    mayHaveRun: false,
    context: { needsAuth: { status: response.status, wwwAuthenticate } },
  });
}

function capped({ server, response, inflow, onFault }: GuardedFetchInput & { response: Response }): Response {
  const { body, status, statusText, headers } = response;
  if (body === null) return response;
  const scope = requestScopes().getStore();
  const onTooLong = () => {
    const error = tooLong(server);
    if (scope) scope.fail(error);
    else onFault(error);
    return error;
  };
  const isEvents = headers.get("content-type")?.toLowerCase().startsWith("text/event-stream") ?? false;
  const bytesMax = response.ok ? answerBytesMax : errorBytesMax;
  return new Response(
    capBody({
      body,
      bytesMax,
      isEvents,
      onPart: (part) => inflow.heard(part),
      onTooLong: response.ok ? onTooLong : () => new Error("cut"),
    }),
    {
      status,
      statusText,
      headers,
    },
  );
}
