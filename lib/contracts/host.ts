import { z } from "zod";
import { Finding } from "./doctor";
import { IntentPattern } from "./intent";

export const HostAlias = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "must be 1 to 63 of a-z, 0-9, . _ and -, starting with a letter or digit");
export const HostTag = z
  .string()
  .regex(/^[a-z0-9][a-z0-9:_-]{0,62}$/, "must be 1 to 63 of a-z, 0-9, : _ and -, starting with a letter or digit");

/** How a host knows us. */
export const HostAuth = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("key"),
    private_key: z.string().min(1).max(32_768),
    passphrase: z.string().min(1).max(1_024).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal("agent"),
    socket: z.string().startsWith("/", "must be an absolute path").max(1_024),
  }),
]);
export type HostAuth = z.infer<typeof HostAuth>;

const fields = {
  alias: HostAlias.describe("The name that callers use."),
  address: z
    .string()
    .min(1)
    .max(253)
    .regex(/^(?!-)[A-Za-z0-9.:_-]+$/, "must be a name or an IP address")
    .describe("Where it is dialled."),
  port: z.int().min(1).max(65_535),
  user: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9._-]{0,63}$/, "must be the name of a user")
    .describe("Whom commands run as."),
  tags: z.array(HostTag).max(32),
  jump_host: HostAlias.nullable().describe("The alias of the host that the connection goes through."),
  connect_timeout_s: z.number().min(1).max(60),
  sessions_max: z.int().min(1).max(64).describe("How many commands run on it at once."),
  intents: z.array(IntentPattern).min(1).max(32).describe("Which intents may use it."),
  four_eyes: z.boolean().describe("Whether the owner of the key that asked may not approve either."),
  approvals_needed: z.int().min(1).max(10).describe("How many different people must approve a command."),
  enabled: z.boolean(),
};

/** The body of `POST /hosts`. */
export const CreateHostRequest = z.strictObject({
  ...fields,
  port: fields.port.default(22),
  tags: fields.tags.default([]),
  jump_host: fields.jump_host.default(null),
  connect_timeout_s: fields.connect_timeout_s.default(10),
  sessions_max: fields.sessions_max.default(8),
  intents: fields.intents.default(["ssh.*"]),
  four_eyes: fields.four_eyes.default(false),
  approvals_needed: fields.approvals_needed.default(1),
  enabled: fields.enabled.default(true),
  auth: HostAuth,
});
export type CreateHostRequest = z.infer<typeof CreateHostRequest>;

/** The body of `PATCH /hosts/{id}`: what is left out stays, the key of `auth` too. */
export const UpdateHostRequest = z.strictObject({ ...fields, auth: HostAuth }).partial();
export type UpdateHostRequest = z.infer<typeof UpdateHostRequest>;

const Fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, "must be as ssh-keygen -lf prints it, SHA256:...");

export const HostKey = z.strictObject({ algorithm: z.string().max(64), fingerprint: Fingerprint });
export type HostKey = z.infer<typeof HostKey>;

/** The body of `POST /hosts/{id}/accept-key`: the key that was shown and compared. */
export const AcceptKeyRequest = z.strictObject({ fingerprint: Fingerprint });

/** A host as admins see it: of its credentials only the kind. */
export const HostEntry = z.strictObject({
  host_id: z.string(),
  ...fields,
  auth: z.strictObject({ kind: z.enum(["key", "agent"]) }),
  host_key: HostKey.nullable().describe("The key that an admin accepted; null until then, and nothing runs."),
  created_at: z.string(),
  updated_at: z.string(),
});
export type HostEntry = z.infer<typeof HostEntry>;

export const HostList = z.strictObject({ hosts: z.array(HostEntry) });

/** The key that a host shows now; `matches` says whether it is the accepted one, null where none is. */
export const ShownHostKey = z.strictObject({
  host_id: z.string(),
  ...HostKey.shape,
  accepted: z.boolean(),
  matches: z.boolean().nullable(),
});
export type ShownHostKey = z.infer<typeof ShownHostKey>;

/** Whether a host lets us in and takes commands. */
export const HostCheck = z.strictObject({ host_id: z.string(), ...Finding.shape });
export type HostCheck = z.infer<typeof HostCheck>;
