import { AppError } from "@/lib/core/app-error";
import { authHeaders } from "./auth-headers";
import { type FlowAnswer, readAnswer } from "./flow-answer";
import type { FlowCall, FlowOutcome } from "./flow-call";
import type { FlowReply } from "./flow-reply";
import { judgeReply } from "./judge-reply";
import { sendFlow } from "./send-flow";

type CallFlowInput = {
  call: FlowCall;
  name: string;
  setting: string;
  judge: (answer: FlowAnswer) => FlowOutcome;
};

/** A request line with headers must fit into what servers take for both, often 8 KB. */
const urlCharsMax = 6_000;

/**
 * Sends a call to a backend and judges what comes back. Each error's context has the status and the beginning of
 * the answer, for the log; detail and hint hold nothing of the other side's.
 */
export async function callFlow({ call, name, setting, judge }: CallFlowInput): Promise<FlowOutcome> {
  const known = credentialsOf(call);
  if (known === null) {
    return rejected({
      code: "flow_failed",
      detail: "The credentials of this intent's binding cannot be used.",
      hint: "Operators: the key of its JWT does not fit the algorithm.",
    });
  }
  const url = addressOf(call);
  if (url.length > urlCharsMax) {
    return rejected({
      code: "payload_too_large",
      detail: "The inputs are too long for a GET request, which carries them in its address.",
      hint: "Send less. Operators: let the flow take POST.",
    });
  }
  const body = call.method === "GET" ? null : JSON.stringify(call.body);
  const headers = {
    accept: "application/json, text/*;q=0.5",
    ...(body !== null && { "content-type": "application/json" }),
    ...call.headers,
    ...known.headers,
  };
  const { method, timeoutMs, signal } = call;
  const reply = await sendFlow({ url, method, headers, body, timeoutMs, signal });
  // The address on which the job is finished is a secret as well, and flows like to answer with all that they got.
  const link = typeof call.body.resume_url === "string" ? call.body.resume_url : "";
  // Alone, too: a query holds it in another spelling.
  const secrets = [...known.secrets, link, link.split("/").at(-1) ?? ""].filter((secret) => secret !== "");
  return outcomeOf({ reply, name, setting, secrets, judge });
}

type OutcomeInput = Omit<CallFlowInput, "call"> & { reply: FlowReply; secrets: string[] };

function outcomeOf({ reply, name, setting, secrets, judge }: OutcomeInput): FlowOutcome {
  if (reply.kind === "answered") return judge(readAnswer({ raw: reply.answer, secrets }));
  return judgeReply({ reply, name, setting });
}

function credentialsOf({ auth }: FlowCall) {
  try {
    return authHeaders({ auth, now: new Date() });
  } catch {
    // Node's error may quote the key.
    return null;
  }
}

/** A GET has no body that every server reads: its members go into the query, those that are no text as JSON. */
function addressOf({ url, method, body }: FlowCall): string {
  if (method !== "GET" || !URL.canParse(url)) return url;
  const target = new URL(url);
  for (const [name, value] of Object.entries(body)) {
    if (value !== undefined) target.searchParams.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  return target.href;
}

/** Nothing was sent, and sending it again would change nothing. */
function rejected(init: { code: "flow_failed" | "payload_too_large"; detail: string; hint: string }): FlowOutcome {
  return { kind: "failed", error: new AppError(init), mayHaveRun: false };
}
