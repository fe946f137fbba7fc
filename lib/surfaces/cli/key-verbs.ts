import type { RotatedSecret } from "@/lib/contracts/callback";
import type { CreatedKey, CreateKeyRequest, KeyEntry } from "@/lib/contracts/key";
import { rotateSecret } from "@/lib/records/callbacks/rotate-secret";
import { createKey } from "@/lib/records/keys/create-key";
import { listKeys } from "@/lib/records/keys/list-keys";
import { revokeKey } from "@/lib/records/keys/revoke-key";
import type { AdminVerb } from "./with-admin";

const create: AdminVerb<CreateKeyRequest, CreatedKey> = {
  run: createKey,
  ask: (body) => ({ method: "POST", path: "/keys", body }),
};

const list: AdminVerb<void, KeyEntry[]> = {
  run: listKeys,
  ask: () => ({ method: "GET", path: "/keys" }),
  pick: ({ keys }: { keys: KeyEntry[] }) => keys,
};

const revoke: AdminVerb<string, KeyEntry> = {
  run: revokeKey,
  ask: (id) => ({ method: "DELETE", path: `/keys/${encodeURIComponent(id)}` }),
};

const rotateCallbackSecret: AdminVerb<string, RotatedSecret> = {
  run: (ctx, callerId) => rotateSecret(ctx, { callerId }),
  ask: (callerId) => ({ method: "POST", path: "/callback-secret/rotate", body: { caller_id: callerId } }),
};

/** What the command line does with keys and callback secrets. */
export const keyVerbs = { create, list, revoke, rotateCallbackSecret };
