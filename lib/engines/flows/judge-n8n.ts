import type { FlowAnswer } from "./flow-answer";
import type { FlowOutcome } from "./flow-call";
import { flowEnds } from "./flow-ends";
import { isStarting } from "./is-starting";
import { judgeStatus } from "./judge-status";

type JudgeN8nInput = { answer: FlowAnswer; waits: boolean; url: string; method: string; now: Date };

const startedMessage = "Workflow was started";

/** What n8n's answer means. Source: exchanges with n8n 2.8.4, docs/flows/n8n.md. */
export function judgeN8n({ answer, waits, url, method, now }: JudgeN8nInput): FlowOutcome {
  if (answer.status >= 300) {
    return (
      judgeFault({ answer, url, method }) ??
      judgeStatus({ answer, name: "n8n", setting: "N8N_WEBHOOK_BASE", isOwn: isWorkflows(answer), url, now })
    );
  }
  const { failed } = flowEnds(answer);
  const { body } = answer;
  if (isStarting(answer)) return starting(answer);
  if (body.kind === "page" && !isWorkflows(answer)) {
    return failed({
      detail: "A web page came back where the workflow's answer should be.",
      hint: "Operators: check that N8N_WEBHOOK_BASE ends with /webhook and that no sign-in page stands before n8n.",
      mayHaveRun: true,
    });
  }
  if (!waits) return { kind: "started" };
  // n8n never says 204 of its own accord: the workflow's Respond node chose it.
  if (answer.status === 204) return { kind: "succeeded", output: null };
  switch (body.kind) {
    case "json":
      return isStarted(body.value) ? { kind: "started" } : { kind: "succeeded", output: body.value };
    case "text":
    case "page":
      return { kind: "succeeded", output: body.text };
    case "unreadable":
      return failed({
        detail: `The workflow's answer cannot be read: it is ${body.why}.`,
        hint: "Let its Respond to Webhook node answer with JSON.",
        mayHaveRun: true,
      });
    case "empty":
      // n8n answers so when the workflow failed before its Respond node, and when it never came there. The run is over,
      // so this is an end and not an unknown one; but what it did until then is done.
      return failed({
        code: "outcome_unknown",
        detail: "The workflow ended without an answer: most likely it failed before its Respond to Webhook node.",
        hint: "Operators: n8n's Executions list says where. A workflow that has nothing to say answers with {}.",
        mayHaveRun: true,
      });
  }
}

/** n8n's sandbox for what a workflow answers. Older versions send none, so that its absence says nothing. */
function isWorkflows(answer: FlowAnswer): boolean {
  return answer.headers["content-security-policy"]?.startsWith("sandbox") ?? false;
}

function starting(answer: FlowAnswer): FlowOutcome {
  return flowEnds(answer).retry({
    detail: "n8n is starting.",
    hint: "Operators: if it stays so, n8n's log says what it waits for, mostly its database.",
    mayHaveRun: false,
  });
}

function isStarted(value: unknown): boolean {
  return messageOf(value) === startedMessage && Object.keys(value as object).length === 1;
}

function messageOf(value: unknown): string {
  const isNamed = typeof value === "object" && value !== null && "message" in value;
  return isNamed && typeof value.message === "string" ? value.message : "";
}

/** n8n's own words for what it did not run, or could not; null when the answer is none of them. */
function judgeFault({ answer, url, method }: Pick<JudgeN8nInput, "answer" | "url" | "method">): FlowOutcome | null {
  const { status, body } = answer;
  const { failed, retry } = flowEnds(answer);
  const executions = "Operators: n8n's Executions list has the reason, which n8n does not tell its callers.";
  if (isWorkflows(answer)) return null;
  if (status === 404 && body.kind === "page") {
    return retry({
      detail: "n8n answers, but knows no webhooks: it is starting, or the address is not that of its webhooks.",
      hint: "Operators: N8N_WEBHOOK_BASE must end with /webhook (or with what N8N_ENDPOINT_WEBHOOK says).",
      mayHaveRun: false,
    });
  }
  if (status === 403 && body.kind === "text" && /^(Authorization|IP) /.test(body.text)) {
    return failed({
      detail: "n8n refused the credentials of this intent's binding.",
      hint: "Operators: set the same authentication in the Webhook node and in the binding; check its list of allowed addresses.",
      mayHaveRun: false,
    });
  }
  const message = body.kind === "json" ? messageOf(body.value) : "";
  if (status === 503 && message === "Database is not ready!") return starting(answer);
  if (status === 404 && /^(The requested webhook|This webhook is not registered)/.test(message)) {
    return failed({ code: "flow_not_found", mayHaveRun: false, ...missing({ message, url, method }) });
  }
  if (status === 422 && message === "Failed to parse request body") {
    return failed({
      detail: "n8n could not read the request.",
      hint: "Operators: look at what stands between, it changes the body on its way.",
      mayHaveRun: false,
    });
  }
  if (status === 500 && message === "Error in workflow") {
    return failed({ detail: "The workflow failed in n8n.", hint: executions, mayHaveRun: true });
  }
  if (status === 500 && message.startsWith("No Respond to Webhook node")) {
    return failed({
      detail: "The workflow has no Respond to Webhook node, though its Webhook node waits for one.",
      hint: "Operators: add the node, or set Respond in the Webhook node to another value.",
      mayHaveRun: true,
    });
  }
  if (status === 500 && message === "There was a problem executing the workflow") {
    return failed({
      detail: "n8n could not execute the workflow.",
      hint: `${executions} If there is no execution, the inputs were longer than N8N_PAYLOAD_SIZE_MAX.`,
      mayHaveRun: true,
    });
  }
  return null;
}

function missing({ message, url, method }: { message: string; url: string; method: string }) {
  const { pathname } = new URL(url);
  const path = pathname
    .replace(/^.*\/webhook(-test)?\//, "")
    .replace(/^\//, "")
    .slice(0, 100);
  if (message.startsWith("This webhook is not registered")) {
    return {
      detail: `n8n's workflow at '${path}' does not take ${method} requests.`,
      hint: "Operators: set the same method in the Webhook node and in this intent's binding.",
    };
  }
  if (/\/webhook-test\//.test(pathname)) {
    return {
      detail: `The address of '${path}' is n8n's test address, which answers only while its editor listens.`,
      hint: "Operators: use /webhook instead of /webhook-test, and activate the workflow.",
    };
  }
  return {
    detail: `n8n has no active workflow at the path '${path}'.`,
    hint: "Operators: activate (publish) the workflow in n8n, or correct the path of this intent's binding.",
  };
}
