import { isIntentCovered } from "@/lib/contracts/intent";
import { OpenapiQuery } from "@/lib/contracts/openapi-query";
import { AppError } from "@/lib/core/app-error";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import type { Tool } from "@/lib/tools/define-tool";
import { listTools } from "@/lib/tools/registry";
import { openapiText } from "./openapi-text";

/** The document for anyone who asks, narrowed to `?intents=`. Throws `invalid_request` for a query that is not known. */
export function respondOpenapi({ request, publicUrl }: { request: Request; publicUrl: string }): Response {
  const { text, etag } = openapiText({ tools: chooseTools(parseQuery(OpenapiQuery, request)), publicUrl });
  const headers = { etag, "cache-control": "public, max-age=60" };
  if (hasTag({ header: request.headers.get("if-none-match"), etag })) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(text, { headers: { ...headers, "content-type": "application/json; charset=utf-8" } });
}

function chooseTools({ intents: patterns = ["*"] }: OpenapiQuery): Tool[] {
  const tools = listTools();
  const errors = patterns.flatMap((pattern, i) =>
    tools.some(({ intent }) => isIntentCovered({ patterns: [pattern], intent }))
      ? []
      : [{ path: `intents[${i}]`, message: "names no built-in intent" }],
  );
  if (errors.length > 0) {
    throw new AppError({
      code: "invalid_request",
      detail: "The query names an intent that is not built in.",
      hint: `Built in are: ${tools.map((tool) => tool.intent).join(", ")}.`,
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
