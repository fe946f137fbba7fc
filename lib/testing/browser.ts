import { handleAuth } from "@/lib/surfaces/auth/handle-auth";
import type { createTestApp, Sent } from "@/lib/testing/test-app";

const origin = "http://127.0.0.1:8000";

type App = Awaited<ReturnType<typeof createTestApp>>;

/** What a browser does for the console: keeps cookies, sends its origin, and signs in as the sign-in page does. */
export function createBrowser(app: Pick<App, "send">) {
  const cookies = new Map<string, string>();
  const headers = (): Record<string, string> => ({
    host: "127.0.0.1:8000",
    origin,
    ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
  });

  /** Calls next-auth's routes, whose placeholder takes any number of parts. */
  async function auth(
    path: string,
    { fields, more = {} }: { fields?: Record<string, string>; more?: HeadersInit } = {},
  ) {
    const request = new Request(`${origin}/api/auth/${path}`, {
      method: fields ? "POST" : "GET",
      headers: { ...headers(), ...(more as Record<string, string>) },
      ...(fields && { body: new URLSearchParams(fields) }),
    });
    const nextauth = new URL(request.url).pathname.split("/").slice(3);
    const response = await handleAuth(request, { params: Promise.resolve({ nextauth }) });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  async function post(action: string, given: Record<string, string>) {
    const { csrfToken } = (await (await auth("csrf")).json()) as { csrfToken: string };
    return auth(action, { fields: { ...given, csrfToken, json: "true" } });
  }

  return {
    cookies,
    auth,
    post,
    signIn: (email: string, password: string) => post("callback/credentials", { email, password }),
    send: (sent: Sent) => app.send({ ...sent, headers: { ...headers(), ...sent.headers } }),
  };
}
