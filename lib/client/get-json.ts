import { ApiError, apiErrorOf } from "./api-error";

/** GETs one of our own API's paths with the session cookie. Throws an ApiError for anything but a 2xx of JSON. */
export async function getJson<Body>(path: string, { signal }: { signal: AbortSignal }): Promise<Body> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ApiError({
      status: 0,
      error: "The server does not answer.",
      hint: "Check that it is running; this page tries again by itself.",
      cause,
    });
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || body === null) throw apiErrorOf({ status: response.status, body });
  // Same version, same repository: the contract's type is what our own server sends.
  return body as Body;
}
