import { z } from "zod";
import { deriveKey } from "@/lib/core/crypto";
import { seal, unseal } from "@/lib/core/seal";
import type { Context } from "@/lib/records/context";

/** What a user was asked, as it was checked. */
const Question = z.strictObject({
  grantId: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  redirectUri: z.string(),
  state: z.string().nullable(),
  codeChallenge: z.string(),
  resource: z.string(),
  expiresAtMs: z.number(),
});
export type Question = z.infer<typeof Question>;

/**
 * Seals a question for the user who sees it: the answer can then be to nothing else, and by nobody else, whatever the
 * page or another site sends.
 */
export function sealQuestion(ctx: Context, question: Question): string {
  return seal({ text: JSON.stringify(question), ...keyOf(ctx) });
}

/** The question of a ticket; null when it was changed, shown to another user, or is too old. */
export function openQuestion(ctx: Context, ticket: string): Question | null {
  const text = unseal({ text: ticket, ...keyOf(ctx) });
  const question = text === null ? null : Question.parse(JSON.parse(text));
  return question && question.expiresAtMs > ctx.clock.now().getTime() ? question : null;
}

function keyOf({ secretKey, actor }: Context) {
  return { key: deriveKey({ secret: secretKey, purpose: "oauth-consent" }), owner: `consent of ${actor.id}` };
}
