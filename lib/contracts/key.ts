import { z } from "zod";
import { AddressRange } from "./address-range";
import { IntentPattern } from "./intent";
import { keyStates } from "./key-states";
import { Moment } from "./moment";

/** What a key may do beside calling intents. */
export const Right = z.enum(["admin", "approve", "jobs_of_others"]);
export type Right = z.infer<typeof Right>;

export const Namespace = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "must be 1 to 63 of a-z, 0-9, _ and -, starting with a letter or digit");

/** In use; refused for now; ended by its time; ended for good. */
export const KeyState = z.enum(keyStates);
export type KeyState = z.infer<typeof KeyState>;

const addressesMax = 100;
const overlapSMax = 30 * 24 * 3_600;

const fields = {
  name: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(100)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, "must hold no invisible character"),
  intents: z.array(IntentPattern).min(1, "must name an intent, a family such as memory.*, or *").max(100),
  namespace: Namespace,
  rights: z.array(Right).max(3),
  expires_at: Moment,
  addresses: z
    .array(AddressRange)
    .max(addressesMax)
    .describe("Addresses and networks (CIDR) that it may come from; any when there are none."),
  rate_per_minute: z.int().min(1).max(60_000).nullable().describe("Calls a minute, in the long run."),
  burst: z.int().min(1).max(60_000).nullable().describe("How many of them may come at once."),
  concurrent_max: z.int().min(1).max(10_000).nullable().describe("How many of its jobs may be unfinished at once."),
};

type Limits = { rate_per_minute?: number | null | undefined; burst?: number | null | undefined };

/** What is wrong with limits, as a sentence about `burst`; null when nothing is. */
export function burstFault({ rate_per_minute: rate = null, burst = null }: Limits): string | null {
  return burst !== null && rate === null ? "needs rate_per_minute: give that too, or leave burst out" : null;
}

/** The body of `POST /keys`. */
export const CreateKeyRequest = z
  .strictObject({
    ...fields,
    intents: fields.intents.default(["*"]),
    namespace: fields.namespace.default("default"),
    rights: fields.rights.default([]),
    expires_at: fields.expires_at.optional(),
    addresses: fields.addresses.optional(),
    rate_per_minute: fields.rate_per_minute.optional(),
    burst: fields.burst.optional(),
    concurrent_max: fields.concurrent_max.optional(),
  })
  .superRefine((request, ctx) => {
    const message = burstFault(request);
    if (message) ctx.addIssue({ code: "custom", path: ["burst"], message });
  });
export type CreateKeyRequest = z.infer<typeof CreateKeyRequest>;

/** The body of `PATCH /keys/{id}`: what is left out stays. */
export const UpdateKeyRequest = z
  .strictObject({
    ...fields,
    expires_at: fields.expires_at.nullable().describe("When it ends by itself; null for never."),
    paused: z.boolean().describe("Refused while it is true."),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "must say what to change");
export type UpdateKeyRequest = z.infer<typeof UpdateKeyRequest>;

/** The body of `POST /keys/{id}/rotate`, which may be empty. */
export const RotateKeyRequest = z.strictObject({
  overlap_s: z
    .int()
    .min(0)
    .max(overlapSMax, "must be at most 2592000, which is 30 days")
    .default(24 * 3_600)
    .describe("How long the key before still works."),
  expires_at: fields.expires_at
    .nullable()
    .optional()
    .describe("When the new one ends; left out, when the one before would have."),
});
export type RotateKeyRequest = z.infer<typeof RotateKeyRequest>;

/** The query of `GET /keys`; `cursor` is the `next_cursor` of the page before. */
export const KeysQuery = z.strictObject({
  state: KeyState.optional().describe("Only keys in this state."),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe("Keys on a page, 1 to 100."),
  cursor: z
    .string()
    .regex(/^key_[0-9a-z]{1,40}$/, "must be the next_cursor of an earlier answer")
    .optional()
    .describe("The next_cursor of the page before."),
});
export type KeysQuery = z.infer<typeof KeysQuery>;

/** A key as it is listed: never the key itself, only its first characters. */
export const KeyEntry = z.strictObject({
  key_id: z.string(),
  name: z.string(),
  starts_with: z.string(),
  state: KeyState,
  caller_id: z.string().describe("Under which its jobs and secrets stand: the first key of those that it replaces."),
  replaces: z.string().nullable().describe("The key that it took over from."),
  replaced_by: z.string().nullable().describe("The key that takes over from it."),
  owner: z.string().nullable().describe("The address of the user to whom it belongs."),
  intents: z.array(z.string()),
  namespace: z.string(),
  rights: z.array(Right),
  addresses: z.array(z.string()),
  rate_per_minute: z.int().nullable(),
  burst: z.int().nullable(),
  concurrent_max: z.int().nullable(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  paused_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  last_used_at: z.string().nullable().describe("To the minute."),
});
export type KeyEntry = z.infer<typeof KeyEntry>;

/** A page of keys, newest first. */
export const KeyList = z.strictObject({ keys: z.array(KeyEntry), next_cursor: z.string().nullable() });
export type KeyList = z.infer<typeof KeyList>;

/** The answer of `POST /keys`, and with `POST /keys/{id}/rotate` the only places where a key is shown. */
export const CreatedKey = z.strictObject({ ...KeyEntry.shape, key: z.string() });
export type CreatedKey = z.infer<typeof CreatedKey>;

/** The answer of `POST /keys/{id}/rotate`: the new key, and the one before with its end. */
export const RotatedKey = z.strictObject({ ...CreatedKey.shape, replaced: KeyEntry });
export type RotatedKey = z.infer<typeof RotatedKey>;
