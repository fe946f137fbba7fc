import { visibleJson } from "./visible-text";

type SnippetInput = { call: object; origin: string; needsKey: boolean };

/** A JSON string is a string of Python as it stands; its three words are not. */
const words: Record<string, string> = { true: "True", false: "False", null: "None" };
const stringOrWord = /"(?:[^"\\]|\\.)*"|true|false|null/g;

/** The Python that makes a call with nothing but the standard library. */
export function pythonSnippet({ call, origin, needsKey }: SnippetInput): string {
  const body = visibleJson(call).replace(stringOrWord, (found) => words[found] ?? found);
  return [
    "import json",
    ...(needsKey ? ["import os"] : []),
    "import urllib.request",
    "",
    `call = ${body}`,
    "request = urllib.request.Request(",
    `    ${JSON.stringify(`${origin}/orchestrate`)},`,
    "    data=json.dumps(call).encode(),",
    "    headers={",
    '        "Content-Type": "application/json",',
    ...(needsKey ? ['        "Authorization": f"Bearer {os.environ[\'ORCHESTRATOR_KEY\']}",'] : []),
    "    },",
    ")",
    "with urllib.request.urlopen(request) as response:",
    "    print(json.load(response))",
  ].join("\n");
}
