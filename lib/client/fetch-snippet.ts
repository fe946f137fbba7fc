import { visibleJson, visibleText } from "./visible-text";

type SnippetInput = { call: object; origin: string; needsKey: boolean };

/** The TypeScript that makes a call with `fetch`, as a module of Node, Deno or Bun. */
export function fetchSnippet({ call, origin, needsKey }: SnippetInput): string {
  return [
    `const response = await fetch(${JSON.stringify(`${origin}/orchestrate`)}, {`,
    '  method: "POST",',
    "  headers: {",
    '    "Content-Type": "application/json",',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the snippet's own
    ...(needsKey ? ["    Authorization: `Bearer ${process.env.ORCHESTRATOR_KEY}`,"] : []),
    "  },",
    `  body: JSON.stringify(${literal(call)}),`,
    "});",
    "console.log(await response.json());",
  ].join("\n");
}

/** JSON is a literal of the language, but for one name that would be taken for the object's prototype. */
function literal(call: object): string {
  const json = visibleJson(call);
  return json.includes('"__proto__":')
    ? `JSON.parse(${visibleText(JSON.stringify(JSON.stringify(call)))})`
    : json.replaceAll("\n", "\n  ");
}
