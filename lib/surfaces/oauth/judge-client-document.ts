import { z } from "zod";
import { parseStrictJson } from "@/lib/core/parse-strict-json";
import { redirectUriFault } from "@/lib/policy/oauth/redirect-uri-fault";
import { ClientMetadata, isCodeClient } from "./client-metadata";

/** A secret in a public document is none (draft-ietf-oauth-client-id-metadata-document-02, section 4). */
const ClientDocument = ClientMetadata.extend({
  client_id: z.string(),
  client_secret: z.never().optional(),
  token_endpoint_auth_method: z
    .string()
    .regex(/^(?!client_secret)/)
    .optional(),
});

/** What a document says of its client, or what is wrong with it as the end of a sentence. */
export type DocumentVerdict = { kind: "good"; name: string; redirectUris: string[] } | { kind: "bad"; fault: string };

type JudgeClientDocumentInput = { id: string; text: string };

/** Whether a text is the metadata document of the client with this address. Redirect URIs that nobody may have are left out. */
export function judgeClientDocument({ id, text }: JudgeClientDocumentInput): DocumentVerdict {
  const parsed = ClientDocument.safeParse(parse(text));
  if (!parsed.success) return { kind: "bad", fault: "is not a client's metadata document" };
  if (parsed.data.client_id !== id) return { kind: "bad", fault: "is another client's" };
  if (!isCodeClient(parsed.data)) return { kind: "bad", fault: "asks for a flow that there is not" };
  const redirectUris = parsed.data.redirect_uris.filter((uri) => redirectUriFault(uri) === null);
  if (redirectUris.length === 0) return { kind: "bad", fault: "names no redirect URI that is allowed" };
  return { kind: "good", name: parsed.data.client_name || new URL(id).host, redirectUris };
}

function parse(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch {
    return null;
  }
}
