import { CreateKeyRequest, type KeyEntry } from "@/lib/contracts/key";
import type { Call, Commands, Outcome } from "./command";
import { keyVerbs } from "./key-verbs";
import { parseOptions } from "./parse-options";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run key:*` */
export const keyCommands: Commands = {
  usage: `  npm run key:create -- --name NAME [--intents 'memory.*,system.whoami'] [--namespace default]
                        [--rights admin,approve,jobs_of_others] [--expires 2027-01-31T00:00:00Z]
  npm run key:list
  npm run key:revoke -- KEY_ID`,
  verbs: { create, list, revoke },
};

async function create(call: Call): Promise<Outcome> {
  const request = readCreate(call.args);
  const created = await withAdmin(call, (admin) => admin.do(keyVerbs.create, request));
  const text = `${summarize(created)}\n\n  ${created.key}\n\nKeep it: it is shown only now. Send it as Authorization: Bearer ${created.starts_with}...`;
  return { text, exitCode: 0 };
}

async function list(call: Call): Promise<Outcome> {
  const keys = await withAdmin(call, (admin) => admin.do(keyVerbs.list, undefined));
  return { text: keys.map(summarize).join("\n") || "There are no keys.", exitCode: 0 };
}

async function revoke({ args: [id], ...call }: Call): Promise<Outcome> {
  if (!id) throw new UsageError("Name the key to revoke.");
  const { name } = await withAdmin(call, (admin) => admin.do(keyVerbs.revoke, id));
  return { text: `Revoked ${name} (${id}).`, exitCode: 0 };
}

const text = { type: "string" } as const;

function readCreate(args: string[]): CreateKeyRequest {
  const options = { name: text, intents: text, namespace: text, rights: text, expires: text };
  const { values } = parseOptions({ args, options, takesWords: false });
  const parts = (list: string | undefined) => list?.split(",").map((part) => part.trim());
  const value = {
    name: values.name,
    intents: parts(values.intents),
    namespace: values.namespace,
    rights: parts(values.rights),
    expires_at: values.expires,
  };
  const optionOf = (path: string) => (path === "expires_at" ? "--expires" : null);
  return readRequest({ schema: CreateKeyRequest, value, optionOf });
}

function summarize(key: KeyEntry): string {
  const state = key.revoked_at ? "revoked" : key.expires_at ? `until ${key.expires_at}` : "in use";
  const rights = key.rights.length > 0 ? `  rights ${key.rights.join(",")}` : "";
  return `${key.key_id}  ${key.starts_with}...  ${key.name}  ${state}  namespace ${key.namespace}  intents ${key.intents.join(",")}${rights}`;
}
