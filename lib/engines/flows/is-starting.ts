import type { FlowAnswer } from "./flow-answer";

/** What n8n answers, with 200 and to any request, until its database is migrated. Source: n8n 2.8.4, abstract-server. */
export function isStarting({ status, body }: FlowAnswer): boolean {
  return status === 200 && body.kind === "text" && body.text === "n8n is starting up. Please wait";
}
