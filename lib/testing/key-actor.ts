import type { CreateKeyRequest } from "@/lib/contracts/key";
import type { Actor, Context } from "@/lib/records/context";
import { createKey } from "@/lib/records/keys/create-key";
import { testActor } from "./test-context";

/** A new API key, and the caller that it is. */
export async function keyActor(
  ctx: Context,
  request: Partial<CreateKeyRequest> = {},
): Promise<{ key: string; actor: Actor }> {
  const made = { name: "test", intents: ["*"], namespace: "default", rights: [], ...request };
  const { key, key_id } = await createKey(ctx, made);
  return { key, actor: { ...testActor, id: key_id, name: made.name, intents: made.intents, rights: made.rights } };
}
