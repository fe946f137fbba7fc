import type { RotatedSecret } from "@/lib/contracts/callback";
import type {
  CreatedKey,
  CreateKeyRequest,
  KeyEntry,
  KeyList,
  RotatedKey,
  RotateKeyRequest,
  UpdateKeyRequest,
} from "@/lib/contracts/key";
import { rotateSecret } from "@/lib/records/callbacks/rotate-secret";
import { createKey } from "@/lib/records/keys/create-key";
import { listKeys } from "@/lib/records/keys/list-keys";
import { revokeKey } from "@/lib/records/keys/revoke-key";
import { rotateKey } from "@/lib/records/keys/rotate-key";
import { updateKey } from "@/lib/records/keys/update-key";
import type { AdminVerb } from "./with-admin";

const limit = 100;
const pathOf = (id: string) => `/keys/${encodeURIComponent(id)}`;

const create: AdminVerb<CreateKeyRequest, CreatedKey> = {
  run: createKey,
  ask: (body) => ({ method: "POST", path: "/keys", body }),
};

/** A page of them; `cursor` is null for the first. */
const list: AdminVerb<{ cursor: string | null }, KeyList> = {
  run: (ctx, { cursor }) => listKeys(ctx, { limit, cursor: cursor ?? undefined }),
  ask: ({ cursor }) => ({ method: "GET", path: `/keys?limit=${limit}${cursor === null ? "" : `&cursor=${cursor}`}` }),
};

const edit: AdminVerb<{ id: string; change: UpdateKeyRequest }, KeyEntry> = {
  run: updateKey,
  ask: ({ id, change }) => ({ method: "PATCH", path: pathOf(id), body: change }),
};

const rotate: AdminVerb<{ id: string; request: RotateKeyRequest }, RotatedKey> = {
  run: rotateKey,
  ask: ({ id, request }) => ({ method: "POST", path: `${pathOf(id)}/rotate`, body: request }),
};

const revoke: AdminVerb<string, KeyEntry> = {
  run: revokeKey,
  ask: (id) => ({ method: "DELETE", path: pathOf(id) }),
};

const rotateCallbackSecret: AdminVerb<string, RotatedSecret> = {
  run: (ctx, callerId) => rotateSecret(ctx, { callerId }),
  ask: (callerId) => ({ method: "POST", path: "/callback-secret/rotate", body: { caller_id: callerId } }),
};

/** What the command line does with keys and callback secrets. */
export const keyVerbs = { create, list, edit, rotate, revoke, rotateCallbackSecret };
