import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { AppError } from "@/lib/core/app-error";
import { judgeUrl } from "@/lib/engines/outbound/judge-url";
import type { Context } from "@/lib/records/context";
import { outboundRules } from "./outbound-rules";

/** Refuses a callback_url that could never be called; whether its name leads to a public address shows only later. */
export function checkCallbackUrl(ctx: Context, { callback_url }: Pick<OrchestrateRequest, "callback_url">): void {
  const message = callback_url === undefined ? null : judgeUrl(callback_url, outboundRules(ctx));
  if (message === null) return;
  throw new AppError({
    code: "invalid_request",
    detail: `The request is not valid: 'callback_url' ${message}.`,
    hint: "Callbacks go by https to a public address, on port 443 or one from 1024 up, without a password in the URL.",
    errors: [{ path: "callback_url", message }],
  });
}
