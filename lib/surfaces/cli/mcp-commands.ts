import { CreateMcpServerRequest, UpdateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { byOption } from "./by-option";
import type { Call, Commands, Outcome } from "./command";
import { describeMcpServer } from "./describe-mcp-server";
import { mcpCheck } from "./mcp-check-command";
import { mcpCredential } from "./mcp-credential-command";
import { mcpSignIn } from "./mcp-sign-in-command";
import { mcpVerbs } from "./mcp-verbs";
import { mcpOptionOf, readMcpOptions } from "./read-mcp-options";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run mcp:*` */
export const mcpCommands: Commands = {
  usage: `  npm run mcp:add -- --name filesystem --command npx --arg -y --arg @modelcontextprotocol/server-filesystem --arg /tmp
                      [--cwd FOLDER] [--env NAME=VALUE] [--env-from NAME=VARIABLE]
  npm run mcp:add -- --name github --url https://api.githubcopilot.com/mcp/ --bearer-from GITHUB_TOKEN
                      [--header-from NAME=VARIABLE]
                      both: [--trusted true|false] [--approval never|destructive|always] [--timeout-s 60]
                      [--timeout-max-s 600] [--enabled true|false]
  npm run mcp:edit -- SERVER [the same options but --name] [--without-env NAME] [--without-header NAME]
                      --arg replaces all arguments; another origin or kind begins without what was stored
  npm run mcp:list
  npm run mcp:check -- SERVER                    reaches it, lists its tools, says what is wrong
  npm run mcp:sign-in -- SERVER [--for KEY_ID|USER_ID|local] [--client-id ID [--client-secret-from VARIABLE]]
                      signs in to an http server that wants that, in a browser; without --for, for all callers
  npm run mcp:remove -- SERVER
  npm run mcp:credential -- SERVER               as whom the callers of an http server reach it
  npm run mcp:credential -- SERVER --caller KEY_ID|USER_ID|local|'*' --bearer-from VARIABLE | --header-from NAME=VARIABLE
  npm run mcp:credential -- SERVER --caller KEY_ID|USER_ID|local|'*' --remove
                      SERVER is a server's id or its name; --arg, --env, --env-from and --header-from may be given
                      several times; a secret is read from VARIABLE, or from standard input for -, never from the command`,
  verbs: { add, edit, list, remove, check: mcpCheck, "sign-in": mcpSignIn, credential: mcpCredential },
};

async function add(call: Call): Promise<Outcome> {
  const { server, value } = await readMcpOptions(call);
  if (server !== undefined) {
    throw new UsageError(`'${server}' is one word too many: arguments of a command are each an --arg.`);
  }
  const request = readRequest({ schema: CreateMcpServerRequest, value, optionOf: mcpOptionOf });
  const done = withAdmin(call, (admin) => admin.do(mcpVerbs.add, request));
  const added = await byOption({ done, optionOf: mcpOptionOf });
  return said(`${describeMcpServer(added)}\n\nIts tools are the intents mcp.${added.name}.TOOL.`);
}

async function edit(call: Call): Promise<Outcome> {
  const { server, value } = await readMcpOptions(call);
  if (server === undefined) throw new UsageError("Name the server to change, by its id or its name.");
  const change = readRequest({ schema: UpdateMcpServerRequest, value, optionOf: mcpOptionOf });
  if (Object.keys(change).length === 0) throw new UsageError("Say what to change.");
  const done = withAdmin(call, (admin) => admin.do(mcpVerbs.edit, { id: server, change }));
  return said(describeMcpServer(await byOption({ done, optionOf: mcpOptionOf })));
}

async function list(call: Call): Promise<Outcome> {
  const servers = await withAdmin(call, (admin) => admin.do(mcpVerbs.list, undefined));
  return said(servers.map(describeMcpServer).join("\n") || "There are no MCP servers.");
}

async function remove(call: Call): Promise<Outcome> {
  const [server] = call.args;
  if (!server) throw new UsageError("Name the server to remove, by its id or its name.");
  const removed = await withAdmin(call, (admin) => admin.do(mcpVerbs.remove, server));
  return said(`Removed the MCP server ${removed.name} (${removed.server_id}), and the credentials for it.`);
}

function said(text: string): Outcome {
  return { text, exitCode: 0 };
}
