import type { Tool } from "@/lib/tools/define-tool";

type DescribeIntentsInput = { lead: string; tools: readonly Tool[]; charsMax: number };

/** A sentence that lists intents for a model to choose from, in as much detail as `charsMax` leaves room for. */
export function describeIntents({ lead, tools, charsMax }: DescribeIntentsInput): string {
  const families = new Set(tools.map(({ intent }) => intent.replace(/\..*$/s, ".*")));
  const lists = [
    tools.map(({ intent, title }) => `${intent} (${title})`),
    tools.map(({ intent }) => intent),
    [...families],
  ];
  const texts = lists.map((list) => `${lead} Built in: ${list.join(", ")}. listTools describes them all.`);
  return texts.find((text) => text.length <= charsMax) ?? `${lead} listTools describes them all.`;
}
