import type { FlowCall } from "@/lib/engines/flows/flow-call";

/** A call with the body that every flow gets. */
export function flowCall(call: Partial<FlowCall> & { url: string }): FlowCall {
  return {
    method: "POST",
    auth: { kind: "none" },
    body: {
      intent: "gmail.triage",
      inputs: { since: "1 hour ago" },
      context: {},
      job_id: "job_1",
      resume_url: "http://127.0.0.1:1/resume/token-of-this-job",
    },
    headers: { "idempotency-key": "key-1" },
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    ...call,
  };
}
