import type { FlowAnswer } from "./flow-answer";
import { readAnswer } from "./flow-answer";
import type { LostWhy, UnsentWhy } from "./flow-reply";
import type { Probe, ProbeInput } from "./probe";
import { sendFlow } from "./send-flow";

type AskInput = ProbeInput & { name: string; setting: string; url: string; method: string };
type Asked = { answer: FlowAnswer } | { probe: Probe };

/** One request of a probe: the answer, or the probe's end when there is none that can be looked at. */
export async function ask({ name, setting, url, method, timeoutMs, signal }: AskInput): Promise<Asked> {
  // n8n names the methods of a webhook to whoever says where it comes from.
  const headers = { origin: "http://orchestrator.invalid", accept: "application/json" };
  const reply = await sendFlow({ url, method, headers, body: null, timeoutMs, signal });
  if (reply.kind === "answered") return judged({ name, answer: readAnswer({ raw: reply.answer, secrets: [] }) });
  if (reply.kind === "refused") return failed(`What answers at ${placeOf(url)} is not ${name}.`, `Correct ${setting}.`);
  const isRunning = reply.kind === "lost";
  return failed(
    `${name} at ${placeOf(url)} ${reasons[reply.why]}.`,
    isRunning
      ? `Look at ${name}'s log, and at what stands before it.`
      : `Start ${name}, or correct ${setting}: the orchestrator must reach it from where it runs.`,
  );
}

/** Host and port, without what else an address may hold. */
export function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "its address";
}

function failed(detail: string, fix: string): Asked {
  return { probe: { state: "failed", detail, fix } };
}

function judged({ name, answer }: { name: string; answer: FlowAnswer }): Asked {
  const { status } = answer;
  if (status === 401 || status === 403 || status === 407) {
    const detail = `Something before ${name} asks for credentials (${status}), which a probe does not send.`;
    return {
      probe: { state: "warning", detail, fix: "Let the orchestrator through, or give its bindings credentials." },
    };
  }
  if (status >= 300 && status < 400) {
    const detail = `${name}'s address answers with a redirect (${status}), which is not followed.`;
    return { probe: { state: "failed", detail, fix: "Set the address that it leads to." } };
  }
  if ([502, 503, 504].includes(status)) {
    const detail = `A proxy answers, and ${name} behind it does not (${status}).`;
    return { probe: { state: "failed", detail, fix: `Start ${name}, or wait until it has started.` } };
  }
  return { answer };
}

const reasons: Record<UnsentWhy | LostWhy, string> = {
  bad_url: "has no http(s) address",
  no_address: "is not known by that name",
  refused: "refuses the connection",
  certificate: "has a certificate that is not good, or speaks no TLS",
  unreachable: "cannot be reached",
  late: "does not answer in time",
  aborted: "was not waited for",
  cut: "breaks the connection off",
  not_http: "does not speak HTTP",
  header_too_large: "answers with a header that is too large",
};
