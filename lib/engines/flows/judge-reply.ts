import { AppError } from "@/lib/core/app-error";
import type { FlowOutcome } from "./flow-call";
import type { FlowReply, LostWhy, UnsentWhy } from "./flow-reply";

type JudgeReplyInput = { reply: Exclude<FlowReply, { kind: "answered" }>; name: string; setting: string };

/** What it means that no answer came, or none that can be taken. */
export function judgeReply({ reply, name, setting }: JudgeReplyInput): FlowOutcome {
  switch (reply.kind) {
    case "refused":
      return {
        kind: "failed",
        mayHaveRun: true,
        error: new AppError({
          code: "flow_failed",
          detail:
            reply.why === "too_large"
              ? "The flow's answer is longer than the 5 MB that are read."
              : "The flow's answer is compressed, which was not asked for.",
          hint:
            reply.why === "too_large"
              ? "Let the flow answer with less, or with a reference to where the result is."
              : `Operators: look at what stands before ${name}; it must not compress for whoever sends no Accept-Encoding.`,
          context: { status: reply.status, fault: reply.why },
        }),
      };
    case "unsent":
      return unsent({ ...reply, name, setting });
    case "lost":
      return {
        kind: "unknown",
        error: new AppError({
          code: "outcome_unknown",
          detail: `${lostDetails(name)[reply.why]} Whether the flow ran is not known.`,
          hint: `Check ${name}'s list of runs before you send it again.`,
          context: { fault: reply.why },
          cause: reply.cause,
        }),
      };
  }
}

function unsent({ why, cause, name, setting }: { why: UnsentWhy; cause: unknown; name: string; setting: string }) {
  if (why === "bad_url") {
    const error = new AppError({
      code: "flow_failed",
      detail: `The address of this intent's flow is not an http(s) address.`,
      hint: `Operators: correct ${setting} and the path of the binding.`,
    });
    return { kind: "failed", error, mayHaveRun: false } as const;
  }
  const error = new AppError({
    code: why === "late" ? "timeout" : "upstream_failed",
    detail: `${name} could not be reached: ${unsentReasons[why]}.`,
    hint: `Operators: check that ${name} runs and that ${setting} leads to it.`,
    context: { fault: why },
    cause,
  });
  return { kind: "retry", error, mayHaveRun: false } as const;
}

const unsentReasons: Record<Exclude<UnsentWhy, "bad_url">, string> = {
  no_address: "its name is not known",
  refused: "the connection was refused",
  certificate: "its certificate is not good, or it does not speak TLS",
  late: "no connection in time",
  unreachable: "the connection failed",
};

function lostDetails(name: string): Record<LostWhy, string> {
  return {
    late: `${name} did not answer in time.`,
    aborted: `The call to ${name} was stopped before there was an answer.`,
    cut: `The connection to ${name} broke off before there was a whole answer.`,
    not_http: `What ${name} answered is not HTTP.`,
    header_too_large: `The header of ${name}'s answer is too large.`,
  };
}
