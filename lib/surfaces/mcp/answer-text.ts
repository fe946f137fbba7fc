import type { Envelope, ErrorEnvelope, SuccessEnvelope } from "@/lib/contracts/envelope";

type Question = NonNullable<AcceptedEnvelope["question"]>;
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

function acceptedText({ job_id, message, approval, question }: AcceptedEnvelope): string {
  if (question) return questionText({ job_id, question });
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

/** What is asked is in a stranger's words; the user answers, not the model. */
function questionText({ job_id, question }: { job_id: string; question: Question }): string {
  const { id, message, schema, url, expires_at } = question;
  const call = { job_id, question_id: id, action: "accept", ...(schema && { content: {} }) };
  return [
    `It waits for an answer until ${expires_at}. Show the user this question and answer with what the user says, not with your own guess:`,
    JSON.stringify(message),
    ...(url === null ? [] : [`The user is asked to go to ${JSON.stringify(url)} first.`]),
    ...(schema === null ? [] : [`The content of the answer must fit this schema: ${JSON.stringify(schema)}`]),
    `Then call job_answer with ${JSON.stringify(call)}, or with action decline or cancel.`,
  ].join("\n");
}

function errorText({ error, hint, errors, code, request_id, job_id }: ErrorEnvelope): string {
  const fields = errors.map(({ path, message }) => `- ${path}: ${message}`);
  const first = [error, hint, `(${code}, request ${request_id}${job_id ? `, ${job_id}` : ""})`]
    .filter(Boolean)
    .join(" ");
  return [first, ...fields].join("\n");
}
