import { setTimeout as pause } from "node:timers/promises";
import { BeginMcpSignInRequest } from "@/lib/contracts/mcp-sign-in";
import { AppError } from "@/lib/core/app-error";
import { byOption } from "./by-option";
import type { Call, Outcome } from "./command";
import { describeMcpCredential } from "./describe-mcp-credential";
import { findServer } from "./find-server";
import { mcpVerbs } from "./mcp-verbs";
import { parseOptions } from "./parse-options";
import { readNamedSecrets } from "./read-named-secrets";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

const text = { type: "string" } as const;
const options = { for: text, "client-id": text, "client-secret-from": text } as const;
const lookAgainMs = 1_000;

/** `npm run mcp:sign-in`: says which address to open in a browser, and waits until somebody has signed in there. */
export async function mcpSignIn(call: Call): Promise<Outcome> {
  const { values, positionals } = parseOptions({ args: call.args, options, takesWords: true });
  const [server, excess] = positionals;
  if (!server) throw new UsageError("Name the server, by its id or its name.");
  if (excess !== undefined) throw new UsageError(`'${excess}' is one word too many.`);
  refuseUnserved(call);
  const request = readRequest({ schema: BeginMcpSignInRequest, value: await givenBy(call, values), optionOf });
  return withAdmin(call, async (admin) => {
    const startedMs = Date.now();
    const begun = await byOption({ done: admin.do(mcpVerbs.beginSignIn, { server, request }), optionOf });
    call.note(`Open this in a browser before ${begun.expires_at}:\n\n${begun.authorization_url}\n`);
    for (;;) {
      const open = await admin.do(mcpVerbs.listSignIns, server);
      if (!open.some(({ caller_id }) => caller_id === begun.caller_id)) break;
      await pause(lookAgainMs);
    }
    const credentials = await admin.do(mcpVerbs.listCredentials, server);
    const stored = credentials.find(
      ({ caller_id, kind, updated_at }) =>
        caller_id === begun.caller_id && kind === "oauth" && Date.parse(updated_at) >= startedMs - clockMsMax,
    );
    if (stored) return { text: `Signed in.\n${describeMcpCredential(stored)}`, exitCode: 0 };
    return { text: "Nobody signed in: the page in the browser says why.", exitCode: 1 };
  });
}

/** By how much the server's clock may be behind; nobody signs in twice within it. */
const clockMsMax = 5_000;

type Values = { for?: string | undefined; "client-id"?: string | undefined; "client-secret-from"?: string | undefined };

async function givenBy(call: Call, values: Values) {
  const { for: caller, "client-id": clientId, "client-secret-from": from } = values;
  const given = from === undefined ? undefined : [`secret=${from}`];
  const { secret } = await readNamedSecrets({ option: "--client-secret-from", given, call });
  const value = { caller_id: caller, client_id: clientId, client_secret: secret };
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

/** The answer comes to the server's own address. */
function refuseUnserved({ env }: Call): void {
  if (env.databaseUrl !== null || findServer(env) !== null) return;
  throw new AppError({
    code: "not_configured",
    detail: `Nobody serves ${env.publicUrl}, where the browser brings the answer.`,
    hint: "Start the server first: npm start",
  });
}

function optionOf(path: string): string {
  if (path === "caller_id") return "--for";
  return path === "client_secret" ? "--client-secret-from" : "--client-id";
}
