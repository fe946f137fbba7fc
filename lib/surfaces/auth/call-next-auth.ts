import NextAuth, { type NextAuthOptions } from "next-auth";

type CallNextAuthInput = {
  request: Request;
  /** What stands behind `/api/auth/`. */
  nextauth: string[];
  fields: Record<string, string>;
  cookies: Record<string, string>;
  options: NextAuthOptions;
};

/** What next-auth's handler for Node's kind of requests writes to. */
type Outgoing = { status: number; headers: Record<string, string | string[]>; body: string };

/**
 * Has next-auth answer a request. By its handler for pages, which takes what it is given: the one for routes reads a body
 * without a limit, and works inside Next alone.
 */
export async function callNextAuth(input: CallNextAuthInput): Promise<Response> {
  const { request, nextauth, fields, cookies, options } = input;
  const outgoing: Outgoing = { status: 200, headers: {}, body: "" };
  const query = { ...Object.fromEntries(new URL(request.url).searchParams), nextauth };
  const incoming = {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    query,
    cookies,
    body: fields,
  };
  await NextAuth(incoming as never, responder(outgoing) as never, options);
  const headers = new Headers({ "cache-control": "no-store" });
  for (const [name, value] of Object.entries(outgoing.headers)) {
    for (const one of [value].flat()) headers.append(name, one);
  }
  headers.set("cache-control", "no-store");
  const location = headers.get("location");
  if (location !== null) headers.set("location", withoutOwnPages(location));
  return new Response(outgoing.body, { status: outgoing.status, headers });
}

function responder(outgoing: Outgoing) {
  const response = {
    status: (status: number) => {
      outgoing.status = status;
      return response;
    },
    getHeader: (name: string) => outgoing.headers[name.toLowerCase()],
    setHeader: (name: string, value: string | string[]) => {
      outgoing.headers[name.toLowerCase()] = value;
      return response;
    },
    json: (body: unknown) => {
      outgoing.headers["content-type"] ??= "application/json";
      outgoing.body = JSON.stringify(body);
    },
    send: (body: unknown) => {
      outgoing.body = typeof body === "string" ? body : JSON.stringify(body ?? {});
    },
    end: () => {},
  };
  return response;
}

/** next-auth leads to its own pages first, which are closed, and would lead on from there to ours. */
function withoutOwnPages(location: string): string {
  const url = new URL(location, "http://here.invalid");
  if (!/^\/api\/auth\/(error|signin)$/.test(url.pathname)) return location;
  return `/sign-in?${new URLSearchParams({ error: url.searchParams.get("error") ?? "Callback" })}`;
}
