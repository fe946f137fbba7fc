import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlCommand } from "./curl-command";

const origin = "http://127.0.0.1:8000";

/** What a shell gives curl: its arguments, one a line in JSON. */
function argumentsOf(command: string): string[] {
  const script = `curl() { node -e 'console.log(JSON.stringify(process.argv.slice(1)))' -- "$@"; }; ${command}`;
  return JSON.parse(execFileSync("sh", ["-c", script], { encoding: "utf8" })) as string[];
}

test.each([
  ["plain inputs", { text: "Hello World", tags: ["test"] }],
  ["quotes of every kind", { text: `It's "quoted" \`id\` $(id) $HOME !!` }],
  ["backslashes and newlines", { text: "a\\b\\n\nc", long: "x".repeat(200) }],
  ["hidden characters", { text: "\u202e\u200b\u0007\u{e0041}" }],
  ["a closing quote and a command", { text: "'; touch /tmp/never; '" }],
])("a shell hands %s to curl unchanged", (_name, inputs) => {
  const call = { intent: "memory.write", inputs, mode: "agent", context: { user_id: "u" } };
  const given = argumentsOf(curlCommand({ call, origin, needsKey: false }));
  expect(given.slice(0, 5)).toEqual(["-X", "POST", `${origin}/orchestrate`, "-H", "Content-Type: application/json"]);
  expect(JSON.parse(given.at(-1) ?? "")).toEqual(call);
});

test("a caller with a key is shown where it goes", () => {
  const command = curlCommand({ call: { intent: "a", inputs: {} }, origin, needsKey: true });
  expect(command).toContain('-H "Authorization: Bearer $ORCHESTRATOR_KEY"');
});
