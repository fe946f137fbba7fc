import type { ErrorEnvelope } from "@/lib/contracts/envelope";

type ApiErrorInit = {
  status: number;
  error: string;
  hint?: string | undefined;
  requestId?: string;
  errors?: ErrorEnvelope["errors"] | undefined;
  cause?: unknown;
};

/** What went wrong with a call to our API: the envelope's words, or ours when no envelope came back. */
export class ApiError extends Error {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly hint: string | null;
  readonly requestId: string | null;
  /** The fields at fault. */
  readonly errors: ErrorEnvelope["errors"];

  constructor(init: ApiErrorInit) {
    super(init.error, { cause: init.cause });
    this.name = "ApiError";
    this.status = init.status;
    this.hint = init.hint ?? null;
    this.requestId = init.requestId ?? null;
    this.errors = init.errors ?? [];
  }
}

/** An answer that is not a success, as an ApiError; a proxy's HTML page becomes a sentence of ours. */
export function apiErrorOf({ status, body }: { status: number; body: unknown }): ApiError {
  if (isErrorEnvelope(body)) {
    const { error, hint, request_id: requestId, errors } = body;
    return new ApiError({ status, error, hint, requestId, errors });
  }
  return new ApiError({ status, error: `The server answered with status ${status} and no explanation.` });
}

function isErrorEnvelope(body: unknown): body is ErrorEnvelope {
  return typeof body === "object" && body !== null && "error" in body && typeof body.error === "string";
}
