import type { AuditEntry } from "@/lib/contracts/audit";
import { AuditQuery } from "@/lib/contracts/audit";
import { auditVerbs } from "./audit-verbs";
import type { Call, Commands, Outcome } from "./command";
import { parseOptions } from "./parse-options";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run audit:*` */
export const auditCommands: Commands = {
  usage: `  npm run audit:list -- [--limit 20] [--kind host_key.accepted] [--actor ID|NAME] [--subject ID]
                        [--from 2027-01-31T00:00:00Z] [--to ...] [--cursor SEQ]     newest first
  npm run audit:verify                           goes through the whole chain; ends with 1 where it is broken`,
  verbs: { list, verify },
};

const text = { type: "string" } as const;

async function list(call: Call): Promise<Outcome> {
  const options = { limit: text, kind: text, actor: text, subject: text, from: text, to: text, cursor: text };
  const { values } = parseOptions({ args: call.args, options, takesWords: false });
  const query = readRequest({ schema: AuditQuery, value: values, optionOf: () => null });
  const { entries, next_cursor } = await withAdmin(call, (admin) => admin.do(auditVerbs.list, query));
  const more = next_cursor === null ? "" : `\n\nOlder ones: npm run audit:list -- --cursor ${next_cursor}`;
  return { text: `${entries.map(describe).join("\n") || "There are no rows."}${more}`, exitCode: 0 };
}

async function verify(call: Call): Promise<Outcome> {
  if (call.args.length > 0) throw new UsageError(`'${call.args[0]}' is one word too many.`);
  const verdict = await withAdmin(call, (admin) => admin.do(auditVerbs.verify, undefined));
  const { ok, rows, hash } = verdict;
  if (ok) return { text: `The audit log is whole: ${rows} rows${rows > 0 ? `, the last ${hash}` : ""}.`, exitCode: 0 };
  const text = `The audit log is broken: row ${verdict.seq} ${verdict.fault}. The ${rows} rows before it are whole.`;
  return { text, exitCode: 1 };
}

function describe({ seq, at, kind, actor, subject, data }: AuditEntry): string {
  return `${seq}  ${at}  ${kind}  by ${actor.name} (${actor.id})  ${subject}  ${JSON.stringify(data)}`;
}
