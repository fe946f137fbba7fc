import { once } from "node:events";
import { type Agent, request } from "node:http";
import type { JobView } from "@/lib/contracts/envelope";
import { apiKey } from "./installation";

/** An answer's body, of which a test reads what it expects to be there. */
type Body = Partial<JobView> & { status: string; job_id: string; code?: string; result?: Record<string, unknown> };
type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: Body };
type SendInput = { path: string; body?: object; agent?: Agent };

/**
 * A request on a connection of its own, or on the agent's. `taken` comes when the server has begun with it, which it says
 * by `100 Continue`; both reject when the connection breaks before.
 */
export function send(url: string, { path, body, agent }: SendInput): { taken: Promise<void>; answer: Promise<Answer> } {
  const sent = request(`${url}${path}`, {
    method: body ? "POST" : "GET",
    agent: agent ?? false,
    headers: {
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      expect: "100-continue",
    },
  });
  const taken = once(sent, "continue").then(() => void sent.end(body && JSON.stringify(body)));
  const answer = readAnswer(sent);
  // A test may look at one of them alone.
  taken.catch(() => {});
  answer.catch(() => {});
  sent.flushHeaders();
  return { taken, answer };
}

/** Calls an intent and gives the answer. */
export async function call(url: string, body: { intent: string; inputs: object; [option: string]: unknown }) {
  return (await send(url, { path: "/orchestrate", body }).answer).body;
}

/** Makes a job of a call without waiting for it, and gives its id. */
export async function queueCall(url: string, intent: string, inputs: object, more: object = {}): Promise<string> {
  return (await call(url, { intent, inputs, wait_s: 0, ...more })).job_id;
}

/** A job as it is now, or when it has ended within `waitS`. */
export async function readJob(url: string, id: string, waitS = 0): Promise<Body> {
  return (await send(url, { path: `/jobs/${id}?wait=${waitS}` }).answer).body;
}

async function readAnswer(sent: ReturnType<typeof request>): Promise<Answer> {
  const [response] = await once(sent, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, body: JSON.parse(text) };
}
