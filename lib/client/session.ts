import { queryOptions } from "@tanstack/react-query";
import { apiErrorOf } from "./api-error";
import { getJson } from "./get-json";
import { returnPath } from "./return-path";
import { signInProblem } from "./sign-in-problem";

const sessionMs = 60_000;

/** Signs in; null when it worked, else the sentence to show. */
export async function signIn(credentials: { email: string; password: string }): Promise<string | null> {
  const response = await postForm("callback/credentials", credentials).catch(() => null);
  if (response?.ok) return null;
  return signInProblem(await errorOf(response));
}

/** Leaves for a provider elsewhere, to sign in there and come back to `returnTo`; a sentence when that does not begin. */
export async function signInElsewhere({ provider, returnTo }: { provider: string; returnTo: string }): Promise<string> {
  const response = await postForm(`signin/${provider}`, { callbackUrl: returnTo }).catch(() => null);
  const body = (await response?.json().catch(() => null)) as { url?: string } | null;
  const url = response?.ok && body?.url ? new URL(body.url, window.location.origin) : null;
  if (url === null || url.pathname === "/sign-in") return signInProblem(url?.searchParams.get("error") ?? null);
  window.location.assign(url);
  return "";
}

/** Ends the session and leaves for the sign-in page, so that nothing of it stays in this page's memory. */
export async function signOut(): Promise<void> {
  const response = await postForm("signout", {});
  if (!response.ok) throw apiErrorOf({ status: response.status, body: await response.json().catch(() => null) });
  window.location.assign("/sign-in");
}

/** Whether the session still holds; asking also keeps it alive. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ["session"],
    queryFn: ({ signal }) => getJson<{ user?: { email: string } }>("/api/auth/session", { signal }),
    refetchInterval: sessionMs,
    refetchOnWindowFocus: "always",
  });
}

/** Leaves for the sign-in page, to come back to this one. */
export function goToSignIn(): void {
  const here = returnPath(window.location.pathname + window.location.search);
  window.location.assign(`/sign-in?${new URLSearchParams({ callbackUrl: here })}`);
}

async function postForm(action: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken } = await getJson<{ csrfToken: string }>("/api/auth/csrf", { signal: AbortSignal.timeout(10_000) });
  // `json` makes next-auth name its redirect in the answer instead of sending us to it.
  const body = new URLSearchParams({ ...fields, csrfToken, json: "true" });
  return fetch(`/api/auth/${action}`, { method: "POST", body });
}

async function errorOf(response: Response | null): Promise<string | null> {
  const body: unknown = await response?.json().catch(() => null);
  if (typeof body !== "object" || body === null || !("url" in body)) return null;
  return new URL(String(body.url), window.location.origin).searchParams.get("error");
}
