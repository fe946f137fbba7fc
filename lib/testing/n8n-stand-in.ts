import type { SeenRequest, StandInAnswer } from "./flow-stand-in";
import { n8nAnswers } from "./n8n-answers";

const json = { "content-type": "application/json" };

/** n8n 2.8.4 as it answers a probe: the webhooks under /webhook, each for its methods, and nothing that runs one. */
export function probedN8n(webhooks: Record<string, string>): (seen: SeenRequest) => StandInAnswer {
  return ({ method, url, headers }) => {
    if (url === "/healthz") return { status: 200, headers: json, body: '{"status":"ok"}' };
    const path = /^\/webhook\/(.+)$/.exec(url)?.[1];
    if (path === undefined) return n8nAnswers.cannotPost;
    if (method === "PROPFIND") {
      return { status: 500, headers: json, body: '{"code":0,"message":"The method PROPFIND is not supported."}' };
    }
    if (method !== "OPTIONS" || headers.origin === undefined) throw new Error("a probe must not run a workflow");
    const known = webhooks[path] === undefined ? "" : `, ${webhooks[path]}`;
    return { status: 204, headers: { "access-control-allow-methods": `OPTIONS${known}` } };
  };
}
