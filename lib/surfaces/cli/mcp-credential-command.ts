import { PutMcpCredentialRequest } from "@/lib/contracts/mcp-credential";
import { AppError } from "@/lib/core/app-error";
import { byOption } from "./by-option";
import type { Call, Outcome } from "./command";
import { describeMcpCredential } from "./describe-mcp-credential";
import { mcpVerbs } from "./mcp-verbs";
import { parseOptions } from "./parse-options";
import { readMcpHeaders } from "./read-mcp-headers";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

const text = { type: "string" } as const;
const options = {
  caller: text,
  "header-from": { type: "string", multiple: true },
  "bearer-from": text,
  remove: { type: "boolean" },
} as const;

/** `npm run mcp:credential`: lists as whom callers reach a server, stores it for one of them, or removes it. */
export async function mcpCredential(call: Call): Promise<Outcome> {
  const { values, positionals } = parseOptions({ args: call.args, options, takesWords: true });
  const [server, excess] = positionals;
  if (!server) throw new UsageError("Name the server, by its id or its name.");
  if (excess !== undefined) throw new UsageError(`'${excess}' is one word too many.`);
  const { caller, "header-from": headerFrom, "bearer-from": bearerFrom } = values;
  const headers = await readMcpHeaders({ headerFrom, bearerFrom, call });
  if (caller === undefined) {
    if (headers || values.remove) throw new UsageError("--caller is missing: whose calls it is for");
    return list(call, server);
  }
  if (values.remove && headers) throw new UsageError("--remove takes no headers.");
  if (values.remove) return remove(call, { server, caller });
  if (!headers) throw new UsageError("Say what to send: --bearer-from or --header-from, or --remove.");
  return put(call, { server, value: { caller_id: caller, headers } });
}

async function list(call: Call, server: string): Promise<Outcome> {
  const credentials = await withAdmin(call, (admin) => admin.do(mcpVerbs.listCredentials, server));
  return said(credentials.map(describeMcpCredential).join("\n") || "There are no credentials for it.");
}

async function put(call: Call, { server, value }: { server: string; value: object }): Promise<Outcome> {
  const request = readRequest({ schema: PutMcpCredentialRequest, value, optionOf });
  const done = withAdmin(call, (admin) => admin.do(mcpVerbs.putCredential, { server, request }));
  return said(describeMcpCredential(await byOption({ done, optionOf })));
}

async function remove(call: Call, { server, caller }: { server: string; caller: string }): Promise<Outcome> {
  const removed = await withAdmin(call, async (admin) => {
    const credentials = await admin.do(mcpVerbs.listCredentials, server);
    const found = credentials.find(({ caller_id }) => caller_id === caller);
    if (found) return admin.do(mcpVerbs.removeCredential, { server, id: found.credential_id });
    const hint = `npm run mcp:credential -- ${server} shows those that there are.`;
    throw new AppError({ code: "not_found", detail: `There are no credentials for '${caller}'.`, hint });
  });
  return said(`Removed the credentials of ${removed.caller_id} for ${removed.server}.`);
}

function optionOf(path: string): string {
  if (path === "caller_id") return "--caller";
  const [, name] = path.split(/\.(.*)/s, 2);
  return `--header-from or --bearer-from${name === undefined ? "" : `: ${name}`}`;
}

function said(text: string): Outcome {
  return { text, exitCode: 0 };
}
