import type { FlowMethod } from "@/lib/contracts/flow";
import type { FlowAnswer } from "./flow-answer";
import { isStarting } from "./is-starting";
import type { Probe, ProbeInput } from "./probe";
import { ask, placeOf } from "./probe-reply";

type ProbeN8nInput = ProbeInput & {
  /** A workflow's webhook; without one only n8n itself is looked at. */
  workflow: { path: string; method: FlowMethod } | null;
};

const identity = { name: "n8n", setting: "N8N_WEBHOOK_BASE" };
const refusedMethod = /^The method PROPFIND is not supported/;
/** Never a webhook of anybody's. */
const nowhere = "orchestrator-probe";

/**
 * Whether n8n and a workflow's webhook are there, without running it: n8n's webhooks refuse PROPFIND in words of their
 * own, and OPTIONS lists the methods that a path is registered for. Source: n8n 2.8.4, webhook-request-handler.
 */
export async function probeN8n({ workflow, ...input }: ProbeN8nInput): Promise<Probe> {
  const url = `${input.base.replace(/\/+$/, "")}/${(workflow?.path ?? nowhere).replace(/^\/+/, "")}`;
  const first = await ask({ ...input, ...identity, url, method: "PROPFIND" });
  if ("probe" in first) return first.probe;
  if (isStarting(first.answer)) return { state: "failed", detail: "n8n is starting.", fix: "Try again in a moment." };
  if (!isWebhookHandler(first.answer)) return await explainStranger({ input, url });
  if (/\/webhook-test\//.test(new URL(url).pathname)) return testAddress;
  if (workflow === null) return { state: "ok", detail: `n8n answers at ${placeOf(url)}.`, fix: null };
  const second = await ask({ ...input, ...identity, url, method: "OPTIONS" });
  return "probe" in second ? second.probe : judgeMethods({ answer: second.answer, workflow });
}

function isWebhookHandler({ body }: FlowAnswer): boolean {
  const value = body.kind === "json" ? body.value : null;
  const message = typeof value === "object" && value !== null && "message" in value ? value.message : "";
  return typeof message === "string" && refusedMethod.test(message);
}

function judgeMethods(input: { answer: FlowAnswer; workflow: { path: string; method: FlowMethod } }): Probe {
  const { path, method } = input.workflow;
  const listed = input.answer.headers["access-control-allow-methods"];
  if (listed === undefined) {
    const detail = `n8n answers, but what stands before it hides whether a workflow is registered at '${path}'.`;
    return { state: "warning", detail, fix: "Let OPTIONS requests and their answers' headers through to n8n." };
  }
  const methods = listed.split(/\s*,\s*/).filter((name) => name !== "OPTIONS");
  if (methods.includes(method)) {
    const detail = `A workflow is registered at '${path}' for ${method}. Its credentials cannot be checked without running it.`;
    return { state: "ok", detail, fix: null };
  }
  if (methods.length === 0) {
    const detail = `n8n has no active workflow at '${path}'.`;
    return { state: "failed", detail, fix: "Activate (publish) the workflow in n8n, or correct the binding's path." };
  }
  const detail = `The workflow at '${path}' takes ${methods.join(", ")}, and its binding says ${method}.`;
  return { state: "failed", detail, fix: "Set the same method in the Webhook node and in the binding." };
}

/** n8n has a health check beside its webhooks, which tells a wrong path, or a start, from another server. */
async function explainStranger({ input, url }: { input: ProbeInput; url: string }): Promise<Probe> {
  const health = await ask({ ...input, ...identity, url: new URL("/healthz", url).href, method: "GET" });
  const body = "answer" in health && health.answer.status === 200 ? health.answer.body : null;
  const value = body?.kind === "json" ? body.value : null;
  const isN8n = typeof value === "object" && value !== null && "status" in value && value.status === "ok";
  if (!isN8n) {
    const fix = "Correct N8N_WEBHOOK_BASE. If n8n lives under a path of a proxy, that path belongs into it.";
    return { state: "failed", detail: `What answers at ${placeOf(url)} is not n8n.`, fix };
  }
  const fix = "Let N8N_WEBHOOK_BASE end with /webhook. If it does, n8n is still starting: try again in a moment.";
  return { state: "failed", detail: `n8n runs at ${placeOf(url)}, but has no webhooks at that path.`, fix };
}

const testAddress: Probe = {
  state: "failed",
  detail: "That is n8n's test address, which answers only while its editor listens.",
  fix: "Use /webhook instead of /webhook-test in N8N_WEBHOOK_BASE.",
};
