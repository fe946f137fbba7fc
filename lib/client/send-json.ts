import { ApiError, apiErrorOf } from "./api-error";

type SendJsonInput = { method: "POST" | "PUT" | "PATCH" | "DELETE"; path: string; body?: unknown };

/** Sends a change to one of our own API's paths with the session cookie. Throws an ApiError for anything but a 2xx of JSON. */
export async function sendJson<Body>({ method, path, body }: SendJsonInput): Promise<Body> {
  const response = await fetch(path, {
    method,
    headers: { accept: "application/json", ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new ApiError({
      status: 0,
      error: "The server does not answer.",
      hint: "Whether it heard this is not known: look at the page again when it is back.",
      cause,
    });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok || answer === null) throw apiErrorOf({ status: response.status, body: answer });
  return answer as Body;
}
