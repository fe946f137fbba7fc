import { finishMcpSignIn } from "@/lib/dispatch/finish-mcp-sign-in";
import type { Context } from "@/lib/records/context";
import { findSessionActor } from "@/lib/surfaces/http/session-actor";
import { signInPage } from "./sign-in-page";

/** No authorization server's code, state or name of itself is longer. */
const charsMax = 4_096;

/** Ends a sign-in at an MCP server with what a browser brings from there, and answers with a page that says how it went. */
export async function answerMcpSignIn(base: Omit<Context, "actor">, request: Request): Promise<Response> {
  const answer = readAnswer(new URL(request.url).searchParams);
  if (!answer) return signInPage({ kind: "unreadable" });
  const user = await findSessionActor(base, request);
  return signInPage(await finishMcpSignIn(base, { answer, user }));
}

function readAnswer(query: URLSearchParams) {
  const one = (name: string) => {
    const all = query.getAll(name);
    return all.length === 1 && all[0] && all[0].length <= charsMax ? all[0] : null;
  };
  const isTwice = ["state", "iss", "code", "error"].some((name) => query.getAll(name).length > 1);
  const [state, iss, code, error] = [one("state"), one("iss"), one("code"), one("error")];
  if (isTwice || state === null) return null;
  if (error !== null) return { kind: "error" as const, state, iss, error };
  return code === null ? null : { kind: "code" as const, state, iss, code };
}
