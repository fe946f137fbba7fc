import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { curlCommand } from "./curl-command";
import { fetchSnippet } from "./fetch-snippet";
import { pythonSnippet } from "./python-snippet";

type Seen = { body: unknown; authorization: string | undefined };

const run = promisify(execFile);
const seen: Seen[] = [];
/** Stands in for the orchestrator, at the socket: it only keeps what it is sent. */
const server = createServer(async (request, response) => {
  seen.push({ body: await json(request), authorization: request.headers.authorization });
  response.setHeader("content-type", "application/json").end('{"status":"success"}');
});
let origin = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** Each with the real program that a reader would give it to. */
const languages = [
  { language: "a POSIX shell", snippet: curlCommand, program: "sh", flag: "-c" },
  { language: "Node", snippet: fetchSnippet, program: process.execPath, flag: "-e", before: ["--input-type=module"] },
  { language: "Python", snippet: pythonSnippet, program: "python3", flag: "-c" },
];
const hostile = {
  quotes: `It's "quoted" \`id\` $(id) \${HOME} \\ \\' \\n %s {0} #{x}`,
  lines: "a\nb\r\nc\td\0",
  hidden: "\u202egnp.exe\u2069\u200b\u2028\u2029\ud83d\ude00\u{e0041}",
  words: ["true", "null", true, false, null, { null: null, True: "False" }],
  numbers: [0, -1.5, 1e21, 1e-7, Number.MAX_SAFE_INTEGER],
  markup: "</script><!-- ' */ //",
  "__proto__ '\"": {},
};

describe.each(languages)("in $language", ({ snippet, program, flag, before = [] }) => {
  it.each([
    ["everyday inputs", { text: "A note", tags: ["a"] }],
    ["hostile inputs", hostile],
    ["a name that is the prototype's", JSON.parse('{"__proto__":{"polluted":1},"text":"x"}')],
  ])("sends exactly the call with %s", async (_, inputs) => {
    const call = { intent: "memory.write", inputs };
    const code = snippet({ call, origin, needsKey: true });
    await run(program, [...before, flag, code], { env: { ...process.env, ORCHESTRATOR_KEY: "ork_x" } });
    const last = seen.at(-1);
    expect(last?.authorization).toBe("Bearer ork_x");
    expect(JSON.stringify(last?.body)).toBe(JSON.stringify(call));
  });
});
