import { withTimeout } from "@/lib/core/with-timeout";
import type { Context } from "@/lib/records/context";
import { approvalWebhookSecret } from "./approval-webhook-secret";
import { signCallback } from "./sign-callback";

const requestMsMax = 10_000;

type PostNoticeInput = { id: string; url: string; body: string };

/** Tells the operators' own channel something once, signed as Standard Webhooks says; answers its status, throws when it does not answer. */
export async function postNotice(ctx: Context, { id, url, body }: PostNoticeInput): Promise<number> {
  const headers = signCallback({ id, at: ctx.clock.now(), body, secrets: [approvalWebhookSecret(ctx)] });
  return withTimeout({ signal: ctx.signal, ms: requestMsMax }, async (signal) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body,
      redirect: "error",
      signal,
    });
    await response.body?.cancel();
    return response.status;
  });
}
