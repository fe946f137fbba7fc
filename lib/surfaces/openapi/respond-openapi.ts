import { isIntentCovered } from "@/lib/contracts/intent-names";
import { OpenapiQuery } from "@/lib/contracts/openapi-query";
import { AppError } from "@/lib/core/app-error";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import type { Tool } from "@/lib/tools/define-tool";
import { openapiText } from "./openapi-text";

type RespondOpenapiInput = {
  request: Request;
  publicUrl: string;
  tools: readonly Tool[];
  /** Whether it is the same for everybody. */
  isPublic: boolean;
};

/** The document of these tools, narrowed to `?intents=`. Throws `invalid_request` for a query that is not known. */
export function respondOpenapi({ request, publicUrl, tools, isPublic }: RespondOpenapiInput): Response {
  const chosen = chooseTools(tools, parseQuery(OpenapiQuery, request));
  const { text, etag } = openapiText({ tools: chosen, publicUrl });
  // What was kept for nobody in particular must not be given to somebody who sees more.
  const vary = "authorization, cookie";
  const headers = { etag, vary, "cache-control": isPublic ? "public, max-age=60" : "private, no-cache" };
  if (hasTag({ header: request.headers.get("if-none-match"), etag })) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(text, { headers: { ...headers, "content-type": "application/json; charset=utf-8" } });
}

function chooseTools(tools: readonly Tool[], { intents: patterns }: OpenapiQuery): readonly Tool[] {
  // Who may call nothing has a document too, of no intents.
  if (!patterns) return tools;
  const errors = patterns.flatMap((pattern, i) =>
    tools.some(({ intent }) => isIntentCovered({ patterns: [pattern], intent }))
      ? []
      : [{ path: `intents[${i}]`, message: "names no intent that is listed for you" }],
  );
  if (errors.length > 0) {
    throw new AppError({
      code: "invalid_request",
      detail: "The query names an intent that is not listed for you.",
      hint: `Listed are: ${tools.map((tool) => tool.intent).join(", ")}.`,
      errors,
    });
  }
  return tools.filter(({ intent }) => isIntentCovered({ patterns, intent }));
}

/** RFC 9110, section 13.1.2: any tag of the list, compared weakly. */
function hasTag({ header, etag }: { header: string | null; etag: string }): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header?.split(",").some((tag) => tag.trim() === "*" || bare(tag) === bare(etag)) ?? false;
}
