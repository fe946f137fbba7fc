import { readJsonBody } from "./read-json-body";

/** The body of `/intents/{intent}`: the inputs, where no body at all means that there are none. */
export async function readInputs(request: Request): Promise<unknown> {
  const hasBody = request.headers.has("transfer-encoding") || Number(request.headers.get("content-length") ?? 0) > 0;
  return hasBody ? readJsonBody(request) : {};
}
