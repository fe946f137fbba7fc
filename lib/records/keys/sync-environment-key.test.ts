import { expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { EnvError } from "@/lib/core/env-error";
import { listAudit } from "@/lib/records/audit/list-audit";
import { createTestContext } from "@/lib/testing/test-context";
import { createKey } from "./create-key";
import { findKey } from "./find-key";
import { revokeKey } from "./revoke-key";
import { syncEnvironmentKey } from "./sync-environment-key";

const ctx = await createTestContext();
const given = "a key that the environment gives";
const sync = (key: string) => syncEnvironmentKey({ ...ctx, env: parseEnv({ ORCHESTRATOR_API_KEY: key }) });
const handMade = (name: string) => createKey(ctx, { name, intents: ["*"], namespace: "default", rights: [] });

it("makes the given value a key with full rights, at each start", async () => {
  await sync(given);
  await sync(given);
  expect(await findKey(ctx, given)).toMatchObject({
    id: "key_environment",
    actor: { id: "key_environment", rights: expect.arrayContaining(["admin"]) },
  });
  expect((await listAudit(ctx, { limit: 10 })).entries.map(({ kind }) => kind)).toEqual(["key.created"]);
});

it("refuses the value of another key by the names of both, revoked or not", async () => {
  const { key, key_id } = await handMade("a person's key");
  const refusal = expect.objectContaining({
    message: expect.stringMatching(
      /^ORCHESTRATOR_API_KEY: is the value of the key 'a person's key' \(key_\w+\)\. [^\n]+$/,
    ),
  });
  await expect(sync(key)).rejects.toEqual(refusal);
  await revokeKey(ctx, key_id);
  await expect(sync(key)).rejects.toBeInstanceOf(EnvError);
  expect(await findKey(ctx, given)).not.toBeNull();
});
