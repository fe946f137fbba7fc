import { parseRetryAfter } from "@/lib/policy/parse-retry-after";
import type { FlowAnswer } from "./flow-answer";
import type { FlowOutcome } from "./flow-call";
import { flowEnds } from "./flow-ends";

type JudgeStatusInput = {
  answer: FlowAnswer;
  /** `n8n` or `Activepieces`. */
  name: string;
  /** The environment variable that says where it is. */
  setting: string;
  /** Whether the flow itself certainly gave this answer. That it did not is never certain, but for a web page. */
  isOwn: boolean;
  url: string;
  now: Date;
};

/** What a status that is no success means where nothing tells whose answer it is: the flow's, its backend's, a proxy's. */
export function judgeStatus({ answer, name, setting, isOwn, url, now }: JudgeStatusInput): FlowOutcome {
  const { status } = answer;
  const { failed, retry, unknown } = flowEnds(answer, { isOwn });
  const mayHaveRun = isOwn || answer.body.kind !== "page";
  // Who turns a request away before it got anywhere says so without JSON, or in words that were known before.
  const mayBeOwn = isOwn || answer.body.kind === "json";
  const retryAfterS = Math.ceil(parseRetryAfter({ text: answer.headers["retry-after"] ?? null, now }) / 1000);
  const asked = retryAfterS > 0 ? { retryAfterS } : {};
  if (status < 400) {
    return failed({
      detail: `${name} answered with a redirect, which is not followed.`,
      hint: `Operators: set ${setting}, or the binding's path, to the address that it leads to; a flow must answer with JSON, not with a redirect.`,
      mayHaveRun: isOwn || !isElsewhereOnly({ url, location: answer.headers.location }),
    });
  }
  switch (status) {
    case 401:
    case 403:
    case 407:
      return failed({
        detail: `The call to ${name} was refused (${status}): its credentials are missing or not accepted.`,
        hint: "Operators: check the credentials of this intent's binding, and what stands in front of the backend.",
        mayHaveRun,
      });
    case 408:
    case 504:
      return unknown({
        detail: `The wait for ${name}'s answer ended on its side (${status}); the flow may still be running.`,
        hint: `Check ${name}'s list of runs before you send it again; a long flow should answer at once and report to the resume URL.`,
      });
    case 413:
      return failed({
        code: "payload_too_large",
        detail: `The inputs are longer than ${name}, or a proxy before it, takes.`,
        hint: "Send less, or a reference to where the data is.",
        mayHaveRun: mayBeOwn,
      });
    case 429:
      return retry({
        detail: `${name} takes no more calls for the moment.`,
        hint: "Operators: look at the rate limits of the backend and of what stands in front of it.",
        mayHaveRun: mayBeOwn,
        ...asked,
      });
    case 502:
    case 503:
      // A proxy says the same when its connection broke after the request was through, and a flow can say it itself.
      return retry({
        detail: `${name} is not available (${status}).`,
        hint: `Operators: check that ${name} runs and that ${setting} leads to it.`,
        mayHaveRun: true,
        ...asked,
      });
  }
  const hint = `Operators: ${name}'s list of runs says why; the beginning of its answer is in the log.`;
  // Our flow said so itself; anybody else's 5xx may be gone a moment later.
  if (status >= 500 && !isOwn)
    return retry({ detail: `${name} failed (${status}).`, hint, mayHaveRun: true, ...asked });
  return failed({ detail: `The flow was answered with status ${status}.`, hint, mayHaveRun });
}

/** A redirect to the same path by another scheme, host or trailing slash is a proxy's: the request went no further. */
function isElsewhereOnly({ url, location }: { url: string; location: string | undefined }): boolean {
  if (location === undefined || !URL.canParse(location, url)) return false;
  const [from, to] = [new URL(url), new URL(location, url)];
  const pathOf = (address: URL) => address.pathname.replace(/\/+$/, "");
  return pathOf(from) === pathOf(to) && from.href !== to.href;
}
