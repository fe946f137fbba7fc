import { CreateInvitationRequest } from "@/lib/contracts/invitation";
import { UpdateUserRequest, type UserEntry } from "@/lib/contracts/user";
import type { Call, Commands, Outcome } from "./command";
import { parseOptions } from "./parse-options";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { userVerbs } from "./user-verbs";
import { withAdmin } from "./with-admin";

/** `npm run user:*` */
export const userCommands: Commands = {
  usage: `  npm run user:list
  npm run user:invite -- --email ada@example.com --role viewer|operator|admin
  npm run user:role -- USER --role viewer|operator|admin       USER is an id or an e-mail address
  npm run user:remove -- USER [--keep-keys]      their API keys are revoked with them, unless kept`,
  verbs: { list, invite, role, remove },
};

type Admin = Parameters<Parameters<typeof withAdmin>[1]>[0];
const text = { type: "string" } as const;

async function list(call: Call): Promise<Outcome> {
  if (call.args.length > 0) throw new UsageError(`'${call.args[0]}' is one word too many.`);
  const users = await withAdmin(call, (admin) => admin.do(userVerbs.list, undefined));
  return { text: users.map(summarize).join("\n") || "There are no users.", exitCode: 0 };
}

async function invite(call: Call): Promise<Outcome> {
  const { values } = parseOptions({ args: call.args, options: { email: text, role: text }, takesWords: false });
  const request = readRequest({ schema: CreateInvitationRequest, value: values, optionOf: () => null });
  const made = await withAdmin(call, (admin) => admin.do(userVerbs.invite, request));
  return {
    text: `Invited ${made.email} as ${made.role}, until ${made.expires_at}.\n\n  ${made.link}\n\nPass it on: it is shown only now, and works once.`,
    exitCode: 0,
  };
}

async function role(call: Call): Promise<Outcome> {
  const { values, positionals } = parseOptions({ args: call.args, options: { role: text }, takesWords: true });
  const name = readName(positionals);
  const request = readRequest({ schema: UpdateUserRequest, value: values, optionOf: () => null });
  const user = await withAdmin(call, async (admin) =>
    admin.do(userVerbs.setRole, { id: await findId(admin, name), role: request.role }),
  );
  return { text: `${user.email} (${user.user_id}) is ${user.role} now, and signed out.`, exitCode: 0 };
}

async function remove(call: Call): Promise<Outcome> {
  const options = { "keep-keys": { type: "boolean" } } as const;
  const { values, positionals } = parseOptions({ args: call.args, options, takesWords: true });
  const name = readName(positionals);
  const keys = values["keep-keys"] ? "keep" : "revoke";
  const removed = await withAdmin(call, async (admin) =>
    admin.do(userVerbs.remove, { id: await findId(admin, name), keys }),
  );
  const revoked = removed.keys_revoked === 1 ? "1 API key" : `${removed.keys_revoked} API keys`;
  return { text: `Removed ${removed.email} (${removed.user_id}), and revoked ${revoked}.`, exitCode: 0 };
}

function readName([name, extra]: string[]): string {
  if (!name) throw new UsageError("Name the user, by id or e-mail address.");
  if (extra !== undefined) throw new UsageError(`'${extra}' is one word too many.`);
  return name;
}

async function findId(admin: Admin, name: string): Promise<string> {
  if (!name.includes("@")) return name;
  const users = await admin.do(userVerbs.list, undefined);
  return users.find(({ email }) => email.toLowerCase() === name.toLowerCase())?.user_id ?? name;
}

function summarize(user: UserEntry): string {
  const ways = [...(user.has_password ? ["password"] : []), ...user.identities].join(", ") || "no way in";
  const last = user.last_sign_in_at === null ? "never signed in" : `last signed in ${user.last_sign_in_at}`;
  return `${user.user_id}  ${user.email}  ${user.role}  ${ways}  ${last}`;
}
