import type { GrantEntry } from "@/lib/contracts/oauth";
import type { Call, Commands, Outcome } from "./command";
import { grantVerbs } from "./grant-verbs";
import { parseOptions } from "./parse-options";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run grant:*` */
export const grantCommands: Commands = {
  usage: `  npm run grant:list
  npm run grant:revoke -- GRANT_ID`,
  verbs: { list, revoke },
};

async function list(call: Call): Promise<Outcome> {
  parseOptions({ args: call.args, options: {}, takesWords: false });
  const grants = await withAdmin(call, (admin) => admin.do(grantVerbs.list, undefined));
  return { text: grants.map(summarize).join("\n") || "No user has let a program in.", exitCode: 0 };
}

async function revoke({ args: [id], ...call }: Call): Promise<Outcome> {
  if (!id) throw new UsageError("Name the grant to revoke.");
  const { client_name } = await withAdmin(call, (admin) => admin.do(grantVerbs.revoke, id));
  return { text: `Revoked ${client_name} (${id}).`, exitCode: 0 };
}

function summarize(grant: GrantEntry): string {
  const { grant_id, client_name, client_id, user_email, user_id, intents, revoked_at, last_used_at } = grant;
  const state = revoked_at ? "revoked" : last_used_at ? `last used ${last_used_at}` : "never used";
  return `${grant_id}  ${client_name} (${client_id})  for ${user_email ?? user_id}  ${state}  intents ${intents.join(",")}`;
}
