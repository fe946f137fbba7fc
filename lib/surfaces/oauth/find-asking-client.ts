import { outboundRules } from "@/lib/dispatch/outbound-rules";
import { getOutbound } from "@/lib/engines/outbound/get-outbound";
import { clientDocumentFault } from "@/lib/policy/oauth/client-document-fault";
import type { Context } from "@/lib/records/context";
import { findClient, type OauthClient } from "@/lib/records/oauth/find-client";
import { saveClientDocument } from "@/lib/records/oauth/save-client-document";
import { judgeClientDocument } from "./judge-client-document";

export type AskingClient = { kind: "known"; client: OauthClient } | { kind: "unknown"; problem: string };

/** The draft recommends 5 KB; real documents with logos' addresses and keys are about that. */
const documentBytesMax = 16 * 1024;
const documentMsMax = 5_000;
const keptSecondsMax = 24 * 60 * 60;
const keptSecondsDefault = 60 * 60;

/** The client that asks for access: registered here, or told of by the document at the address that is its id. */
export async function findAskingClient(ctx: Context, id: string): Promise<AskingClient> {
  if (!/^https?:/i.test(id)) {
    const client = await findClient(ctx, id);
    return client?.kind === "registered"
      ? { kind: "known", client }
      : unknown("This server does not know the program.");
  }
  const rules = outboundRules(ctx);
  const fault = clientDocumentFault({ id, isLoopbackAllowed: rules.isLoopbackAllowed });
  if (fault !== null) return unknown(`The program's address ${fault}.`);
  const known = await findClient(ctx, id);
  if (known && known.expiresAt > ctx.clock.now()) return { kind: "known", client: known };
  return fetchClient(ctx, id);
}

async function fetchClient(ctx: Context, id: string): Promise<AskingClient> {
  const fetched = await getOutbound({
    url: id,
    headers: { accept: "application/json" },
    rules: outboundRules(ctx),
    signal: ctx.signal,
    timeoutMs: documentMsMax,
    answerBytesMax: documentBytesMax,
  });
  if (fetched.kind !== "answered") return unknown(`The program's document cannot be read: ${fetched.reason}.`);
  const { status, contentType, cacheControl, text } = fetched;
  if (status !== 200) return unknown(`The program's document cannot be read: its server answers ${status}.`);
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/.test(contentType)) return unknown("The program's document is no JSON.");
  const verdict = judgeClientDocument({ id, text });
  if (verdict.kind === "bad") return unknown(`The program's document ${verdict.fault}.`);
  const expiresAt = new Date(ctx.clock.now().getTime() + keptSeconds(cacheControl) * 1000);
  const { name, redirectUris } = verdict;
  return { kind: "known", client: await saveClientDocument(ctx, { id, name, redirectUris, expiresAt }) };
}

/** Source: RFC 9111, section 5.2.2. */
function keptSeconds(cacheControl: string): number {
  if (/\bno-(store|cache)\b/.test(cacheControl)) return 0;
  const given = /\bmax-age="?(\d{1,9})/.exec(cacheControl)?.[1];
  return given === undefined ? keptSecondsDefault : Math.min(Number(given), keptSecondsMax);
}

function unknown(problem: string): AskingClient {
  return { kind: "unknown", problem };
}
