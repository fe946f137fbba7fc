import { parseArgs } from "node:util";
import { fieldErrors } from "@/lib/contracts/field-errors";
import { CreateKeyRequest, type KeyEntry } from "@/lib/contracts/key";
import type { Env } from "@/lib/core/env";
import { openKeyAdmin } from "./key-admin";

export const usage = `Usage:
  npm run key:create -- --name NAME [--intents 'memory.*,system.whoami'] [--namespace default]
                        [--rights admin,approve,jobs_of_others] [--expires 2027-01-31T00:00:00Z]
  npm run key:list
  npm run key:revoke -- KEY_ID
  npm run callback:secret -- CALLER     a new secret for the callbacks of a KEY_ID, of a user's id, or of local`;

/** A call of the command line that cannot be carried out as it stands; the message says why. */
export class UsageError extends Error {}

/** Carries out one command and returns what to print. Throws a UsageError for a call that is not understood. */
export async function runCli({ args, env }: { args: string[]; env: Env }): Promise<string> {
  const [subject, verb, ...rest] = args;
  if (subject === "callback" && verb === "secret") return rotateSecret({ caller: rest[0], env });
  if (subject !== "key") throw new UsageError(usage);
  switch (verb) {
    case "create":
      return createKey({ request: readCreate(rest), env });
    case "list":
      return withKeys(env, async (keys) => (await keys.list()).map(summarize).join("\n") || "There are no keys.");
    case "revoke": {
      const [id] = rest;
      if (!id) throw new UsageError(`Name the key to revoke.\n${usage}`);
      return withKeys(env, async (keys) => `Revoked ${(await keys.revoke(id)).name} (${id}).`);
    }
    default:
      throw new UsageError(usage);
  }
}

async function createKey({ request, env }: { request: CreateKeyRequest; env: Env }): Promise<string> {
  const created = await withKeys(env, (keys) => keys.create(request));
  return `${summarize(created)}\n\n  ${created.key}\n\nKeep it: it is shown only now. Send it as Authorization: Bearer ${created.starts_with}...`;
}

async function rotateSecret({ caller, env }: { caller: string | undefined; env: Env }): Promise<string> {
  if (!caller) throw new UsageError(`Name the caller.\n${usage}`);
  const { secret, previous_until } = await withKeys(env, (keys) => keys.rotateSecret(caller));
  const overlap = previous_until === null ? "" : ` The one before goes on signing until ${previous_until}.`;
  return `${secret}\n\nIt signs the callbacks of ${caller}. Keep it: it is shown only now.${overlap}`;
}

async function withKeys<Result>(env: Env, work: (keys: Awaited<ReturnType<typeof openKeyAdmin>>) => Promise<Result>) {
  const keys = await openKeyAdmin(env);
  try {
    return await work(keys);
  } finally {
    await keys.close();
  }
}

function readCreate(args: string[]): CreateKeyRequest {
  const { values } = parseOptions(args);
  const list = (text: string | undefined) => text?.split(",").map((part) => part.trim());
  const parsed = CreateKeyRequest.safeParse({
    name: values.name,
    intents: list(values.intents),
    namespace: values.namespace,
    rights: list(values.rights),
    expires_at: values.expires,
  });
  if (parsed.success) return parsed.data;
  const [first] = fieldErrors({ error: parsed.error, under: "" });
  throw new UsageError(`--${first?.path} ${first?.message}\n${usage}`);
}

function parseOptions(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args, options: { name: text, intents: text, namespace: text, rights: text, expires: text } });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

function summarize(key: KeyEntry): string {
  const state = key.revoked_at ? "revoked" : key.expires_at ? `until ${key.expires_at}` : "in use";
  const rights = key.rights.length > 0 ? `  rights ${key.rights.join(",")}` : "";
  return `${key.key_id}  ${key.starts_with}...  ${key.name}  ${state}  namespace ${key.namespace}  intents ${key.intents.join(",")}${rights}`;
}
