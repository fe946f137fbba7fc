import type { Envelope, ErrorEnvelope, SuccessEnvelope } from "@/lib/contracts/envelope";

type AcceptedEnvelope = Extract<Envelope, { status: "accepted" }>;

/** What a model reads of an answer: the result by itself, or what to do now; then what else there is to say of it. */
export function answerText(envelope: Envelope): string[] {
  switch (envelope.status) {
    case "success":
      return successText(envelope);
    case "accepted":
      return [acceptedText(envelope)];
    case "error":
      return [errorText(envelope)];
  }
}

function successText({ result, note }: SuccessEnvelope): string[] {
  const text = typeof result === "string" ? result : JSON.stringify(result ?? null);
  return note === undefined ? [text] : [text, `Note: ${note}`];
}

function acceptedText({ job_id, message, approval }: AcceptedEnvelope): string {
  const poll = `call job_get with ${JSON.stringify({ job_id, wait_s: 40 })}`;
  if (!approval) {
    const sentence = message.endsWith(".") ? message : `${message}.`;
    return `${sentence} It is not finished: ${poll} for its end, again while the status is accepted.`;
  }
  return (
    `It waits for a person until ${approval.expires_at}, at ${approval.url}. Tell the user: only there it can be ` +
    `approved or rejected. Do not send it again; ${poll} for what has come of it.`
  );
}

function errorText({ error, hint, errors, code, request_id, job_id }: ErrorEnvelope): string {
  const fields = errors.map(({ path, message }) => `- ${path}: ${message}`);
  const first = [error, hint, `(${code}, request ${request_id}${job_id ? `, ${job_id}` : ""})`]
    .filter(Boolean)
    .join(" ");
  return [first, ...fields].join("\n");
}
