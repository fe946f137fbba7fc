import type { FlowAnswer } from "./flow-answer";
import type { FlowOutcome } from "./flow-call";
import { flowEnds } from "./flow-ends";
import { judgeStatus } from "./judge-status";

type JudgeActivepiecesInput = { answer: FlowAnswer; isSync: boolean; url: string; now: Date };

const runs = "Operators: Activepieces' list of runs has the reason.";

/** What Activepieces' answer means. Source: its source and documentation, docs/flows/activepieces.md. */
export function judgeActivepieces({ answer, isSync, url, now }: JudgeActivepiecesInput): FlowOutcome {
  const fault = judgeFault({ answer, isSync });
  if (fault) return fault;
  if (answer.status >= 300) {
    // Whatever was not one of its own answers, and carries its id, is what the flow itself returned.
    const isOwn = answer.headers["x-webhook-id"] !== undefined;
    return judgeStatus({ answer, name: "Activepieces", setting: "ACTIVEPIECES_BASE", isOwn, url, now });
  }
  const { failed, unknown } = flowEnds(answer);
  const { body } = answer;
  if (body.kind === "page" && answer.headers["x-webhook-id"] === undefined) {
    return failed({
      detail: "A web page came back where the flow's answer should be.",
      hint: "Operators: check that ACTIVEPIECES_BASE ends with /api/v1 and that no sign-in page stands before it.",
      mayHaveRun: true,
    });
  }
  if (!isSync) return { kind: "started" };
  switch (body.kind) {
    // Also that of a flow that now waits for its next webhook: this is the answer that it chose to give.
    case "json":
      return { kind: "succeeded", output: body.value };
    case "text":
    case "page":
      return { kind: "succeeded", output: body.text };
    case "unreadable":
      return failed({
        detail: `The flow's answer cannot be read: it is ${body.why}.`,
        hint: "Let its Return Response step answer with JSON.",
        mayHaveRun: true,
      });
    case "empty":
      return unknown({
        detail: "Activepieces answered with nothing, which says neither that the flow ended nor how.",
        hint: "Check its list of runs. A flow that has nothing to say returns {}.",
      });
  }
}

/** Activepieces' own answers, told from those of a flow by their exact bodies; null when it is none of them. */
function judgeFault({ answer, isSync }: { answer: FlowAnswer; isSync: boolean }): FlowOutcome | null {
  const { status, body } = answer;
  const { failed, retry, unknown } = flowEnds(answer);
  const { code, message, isBare } = stockOf(answer);
  // It stopped waiting, and the run goes on; its end can still come by the resume URL.
  if (isSync && (status === 204 || status === 408)) return { kind: "started" };
  if (status === 204 || status === 408) return unknown(notTaken);
  if (code === "QUOTA_EXCEEDED") {
    return failed({
      detail: "The quota of the Activepieces project is used up.",
      hint: "Operators: raise it in Activepieces, or wait for its next period.",
      mayHaveRun: false,
    });
  }
  switch (status) {
    case 410:
      if (!isBare) return null;
      return failed({
        code: "flow_not_found",
        detail: "Activepieces has no flow with the id of this intent's binding.",
        hint: "Operators: correct the flow id in the binding; it is the last part of the webhook's address in Activepieces.",
        mayHaveRun: false,
      });
    case 404:
      if (isBare) {
        return failed({
          code: "flow_not_found",
          detail: "The flow of this intent is switched off in Activepieces.",
          hint: "Operators: publish the flow and switch it on.",
          mayHaveRun: false,
        });
      }
      if (body.kind === "page" || message.startsWith("Route ")) {
        return failed({
          code: "flow_not_found",
          detail: "What answers has no webhooks of Activepieces at this address.",
          hint: "Operators: ACTIVEPIECES_BASE must end with /api/v1.",
          mayHaveRun: false,
        });
      }
      return null;
    case 413:
      if (message !== "Payload too large") return null;
      return failed({
        code: "payload_too_large",
        detail: "The inputs are longer than Activepieces takes.",
        hint: "Send less, or a reference to where the data is. Operators: AP_MAX_WEBHOOK_PAYLOAD_SIZE_MB counts the body twice.",
        mayHaveRun: false,
      });
    case 500:
      if (message.startsWith("The flow has failed")) {
        return failed({ detail: "The flow failed in Activepieces.", hint: runs, mayHaveRun: true });
      }
      if (message !== "An internal error has occurred") return null;
      return retry({ detail: "Activepieces failed while it ran the flow.", hint: runs, mayHaveRun: true });
    case 504:
      if (message !== "The request took too long to reply") return null;
      return failed({
        detail: "The flow ran longer than Activepieces lets a flow run, and was stopped there.",
        hint: "Operators: make it shorter, or raise AP_FLOW_TIMEOUT_SECONDS.",
        mayHaveRun: true,
      });
  }
  return null;
}

const notTaken = {
  detail: "Activepieces did not say that it took the call.",
  hint: "Operators: check its list of runs, and the quota of the project.",
};

/** The members of a JSON answer that Activepieces words itself; `isBare` is `{}` or nothing at all. */
function stockOf({ body }: FlowAnswer): { code: string; message: string; isBare: boolean } {
  const none = { code: "", message: "", isBare: body.kind === "empty" };
  if (body.kind !== "json" || typeof body.value !== "object" || body.value === null) return none;
  const { code, message } = body.value as Record<string, unknown>;
  return {
    code: typeof code === "string" ? code : "",
    message: typeof message === "string" ? message : "",
    isBare: !Array.isArray(body.value) && Object.keys(body.value).length === 0,
  };
}
