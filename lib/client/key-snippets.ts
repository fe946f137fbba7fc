import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { CreatedKey } from "@/lib/contracts/key";
import { curlCommand } from "./curl-command";

const firstCall = { intent: "system.whoami", inputs: {} };

/** What a new key is pasted into, for the one time that it is there. It holds no character that a shell reads. */
export function keySnippets({ made, origin }: { made: Pick<CreatedKey, "key" | "intents">; origin: string }) {
  const header = `Authorization: Bearer ${made.key}`;
  const call = curlCommand({ call: firstCall, origin, needsKey: true }).replace("$ORCHESTRATOR_KEY", made.key);
  const look = `curl ${origin}/tools \\\n  -H "${header}"`;
  return {
    /** A call that it may make; else what it may call at all. */
    curl: isIntentCovered({ patterns: made.intents, intent: firstCall.intent }) ? call : look,
    claude: `claude mcp add --transport http orchestrator ${origin}/mcp \\\n  --header "${header}"`,
    mcpServers: JSON.stringify(
      { mcpServers: { orchestrator: { url: `${origin}/mcp`, headers: { Authorization: `Bearer ${made.key}` } } } },
      null,
      2,
    ),
    openapiUrl: `${origin}/openapi.json`,
  };
}
