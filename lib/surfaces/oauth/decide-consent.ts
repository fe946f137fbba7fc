import type { z } from "zod";
import type { DecideConsentRequest, DecidedConsent } from "@/lib/contracts/oauth";
import { AppError } from "@/lib/core/app-error";
import { redirectBack } from "@/lib/policy/oauth/redirect-back";
import type { Context } from "@/lib/records/context";
import { createGrant } from "@/lib/records/oauth/create-grant";
import { openQuestion } from "./consent-ticket";

/**
 * Carries out what a user says to a program that asks, and tells where the browser brings the answer. Throws
 * `forbidden` for whoever is no console user or may call nothing, `invalid_request` for a question that was not theirs.
 */
export async function decideConsent(
  ctx: Context,
  { ticket, decision, intents }: z.output<typeof DecideConsentRequest>,
): Promise<DecidedConsent> {
  if (ctx.actor.kind !== "user") throw forbidden("Only a console user can let a program in.");
  const question = openQuestion(ctx, ticket);
  if (!question) {
    throw new AppError({
      code: "invalid_request",
      detail: "This question is too old, or was put to somebody else.",
      hint: "Start again from the program that asks.",
    });
  }
  const { redirectUri, state, grantId, expiresAtMs: _, ...asked } = question;
  const back = { redirectUri, state, issuer: ctx.env.publicUrl };
  if (decision === "deny") return { redirect_to: redirectBack({ ...back, answer: { error: "access_denied" } }) };
  if (ctx.actor.intents.length === 0) throw forbidden("A viewer may call nothing, and so can let no program call.");
  const code = await createGrant(ctx, { ...asked, id: grantId, redirectUri, userId: ctx.actor.id, intents });
  return { redirect_to: redirectBack({ ...back, answer: { code } }) };
}

function forbidden(detail: string): AppError {
  return new AppError({ code: "forbidden", detail });
}
