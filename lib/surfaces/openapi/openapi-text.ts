import { sha256Hex } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import type { Tool } from "@/lib/tools/define-tool";
import { buildOpenapi } from "./build-openapi";

type OpenapiText = { text: string; etag: string };

const keptMax = 50;

/** The document as it is sent, and its tag; kept by the set of tools, since building it costs more than a request. */
export function openapiText({ tools, publicUrl }: { tools: readonly Tool[]; publicUrl: string }): OpenapiText {
  const kept = globalState("openapi-texts", () => new Map<string, OpenapiText>());
  const key = [publicUrl, ...tools.map(({ intent, version = "" }) => `${intent}@${version}`)].join(" ");
  const known = kept.get(key);
  if (known) return known;
  const text = JSON.stringify(buildOpenapi({ tools, publicUrl }));
  // Weak, because the same text may travel compressed (RFC 9110, section 8.8.1).
  const made = { text, etag: `W/"${sha256Hex(text).slice(0, 32)}"` };
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= keptMax) kept.delete(oldest);
  kept.set(key, made);
  return made;
}
