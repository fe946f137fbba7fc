import type { ToolEntry } from "@/lib/contracts/tool";

type Filter = { q: string; mode: string; risk: string; family: string };

/** The intents that have every word of a search in their name, title or description, and fit what was chosen. */
export function filterTools(tools: ToolEntry[], { q, mode, risk, family }: Filter): ToolEntry[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return tools.filter((tool) => {
    const text = `${tool.intent} ${tool.title} ${tool.description}`.toLowerCase();
    const isChosen = (mode === "" || tool.mode === mode) && (risk === "" || riskOf(tool) === risk);
    return isChosen && (family === "" || familyOf(tool) === family) && words.every((word) => text.includes(word));
  });
}

/** What running it may cost: nothing for one that reads, else its risk. */
function riskOf({ effects, risk }: ToolEntry): string {
  return risk === "low" ? (effects === "read" ? "read" : "change") : risk;
}

/** What related intents have in common: the server of remote tools, else the first word. */
export function familyOf({ intent }: ToolEntry): string {
  const parts = intent.split(".");
  return parts.slice(0, parts[0] === "mcp" && parts.length > 2 ? 2 : 1).join(".");
}
