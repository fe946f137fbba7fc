import { z } from "zod";
import { IntentPattern } from "./intent";

/** What a key may do beside calling intents. */
export const Right = z.enum(["admin", "approve", "jobs_of_others"]);
export type Right = z.infer<typeof Right>;

export const Namespace = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "must be 1 to 63 of a-z, 0-9, _ and -, starting with a letter or digit");

/** The body of `POST /keys`. */
export const CreateKeyRequest = z.strictObject({
  name: z.string().trim().min(1).max(100),
  intents: z.array(IntentPattern).min(1).max(100).default(["*"]),
  namespace: Namespace.default("default"),
  rights: z.array(Right).max(3).default([]),
  expires_at: z.iso.datetime({ offset: true }).optional(),
});
export type CreateKeyRequest = z.infer<typeof CreateKeyRequest>;

/** A key as it is listed: never the key itself, only its first characters. */
export const KeyEntry = z.strictObject({
  key_id: z.string(),
  name: z.string(),
  starts_with: z.string(),
  intents: z.array(z.string()),
  namespace: z.string(),
  rights: z.array(Right),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
});
export type KeyEntry = z.infer<typeof KeyEntry>;

/** The answer of `POST /keys`, the only place where a key is shown. */
export const CreatedKey = z.strictObject({ ...KeyEntry.shape, key: z.string() });
export type CreatedKey = z.infer<typeof CreatedKey>;
