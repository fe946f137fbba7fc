import { z } from "zod";
import { IntentPattern } from "./intent";

/** What a user let a program do, as it is listed. */
export const GrantEntry = z.strictObject({
  grant_id: z.string(),
  client_id: z.string(),
  client_name: z.string(),
  user_id: z.string(),
  user_email: z.string().nullable(),
  intents: z.array(z.string()),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
});
export type GrantEntry = z.infer<typeof GrantEntry>;

/** Who asks a user for access, and where the answer goes; nothing of it is known to be true but the hosts. */
type ConsentFacts = {
  clientName: string;
  /** Whose document says who the client is; null when it registered itself, so that no one vouches for its name. */
  documentHost: string | null;
  /** The host, or the scheme of an application on the user's own machine. */
  redirectTo: string;
  isRedirectLocal: boolean;
  userEmail: string;
  /** False for a user who may call nothing and so has nothing to give. */
  canGrant: boolean;
  /** What was shown, sealed for this user; the decision brings it back. */
  ticket: string;
};

/** What the consent page shows: a question, or why there is none and where the client would hear of it. */
export type Consent =
  | ({ kind: "asked" } & ConsentFacts)
  | { kind: "refused"; problem: string; back: { url: string; to: string } | null };

/** The body of `POST /oauth/decide`. */
export const DecideConsentRequest = z.strictObject({
  ticket: z.string().min(1).max(16_384),
  decision: z.enum(["approve", "deny"]),
  intents: z.array(IntentPattern).min(1).max(100).default(["*"]),
});
export type DecideConsentRequest = z.input<typeof DecideConsentRequest>;

/** The answer of `POST /oauth/decide`: where the browser goes next. */
export type DecidedConsent = { redirect_to: string };
