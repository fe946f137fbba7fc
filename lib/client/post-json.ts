import { sendJson } from "./send-json";

/** POSTs JSON to one of our own API's paths with the session cookie. Throws an ApiError for anything but a 2xx of JSON. */
export function postJson<Body>(path: string, body: unknown): Promise<Body> {
  return sendJson<Body>({ method: "POST", path, body });
}
