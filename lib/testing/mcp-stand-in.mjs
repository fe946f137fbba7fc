// A stand-in for an MCP server over stdio (revision 2025-11-25) with the faults that no real one shows. Its tools are
// named after what they do; the first argument may be a fault at the start.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const atStart = process.argv[2];
if (atStart === "die") {
  process.stderr.write("\u001b[31mno licence\u001b[0m\u0007\n");
  process.exit(3);
}
if (atStart === "hang") setInterval(() => {}, 1_000);
if (atStart === "stubborn") process.on("SIGTERM", () => {});
if (atStart === "stubborn") setInterval(() => {}, 1_000);

/** @type {string[]} */
const seen = [];
let asked = 0;
let names = [
  "die",
  "hang",
  "noise",
  "huge",
  "flood",
  "chatter",
  "deep",
  "grandchild",
  "seen",
  "ask",
  "refuse",
  "grow",
  "echo",
];

/** @param {object} message */
const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
/** @param {unknown} id @param {string} text */
const answer = (id, text) => say({ id, result: { content: [{ type: "text", text }] } });
/** @param {unknown} id @param {string} text */
const answered = (id, text) =>
  `${JSON.stringify({ jsonrpc: "2.0", id, result: { content: [{ type: "text", text }] } })}\n`;

/** @type {Record<string, (id: unknown, args: Record<string, unknown>) => void>} */
const tools = {
  die: () => {
    process.stderr.write("about to die\n");
    process.exit(7);
  },
  hang: () => {},
  noise: (id) => {
    process.stdout.write("Listening on port 3000\n{broken\n\n");
    answer(id, "after the noise");
  },
  huge: (id, { bytes }) => {
    process.stdout.write(`{"jsonrpc":"2.0","id":${id},"result":{"content":[{"type":"text","text":"`);
    const piece = "x".repeat(1024 * 1024);
    let left = Number(bytes);
    const write = () => {
      while (left > 0) {
        left -= piece.length;
        if (!process.stdout.write(piece)) return void process.stdout.once("drain", write);
      }
      process.stdout.write('"}]}}\n');
    };
    write();
  },
  flood: (id) => {
    process.stderr.write(`${"e".repeat(200)}\n`.repeat(50_000));
    answer(id, "flooded");
  },
  // Small messages, as fast as they are read, until the time is over.
  chatter: (id, { ms }) => {
    const until = Date.now() + Number(ms);
    const note = JSON.stringify({
      jsonrpc: "2.0",
      method: "notifications/message",
      params: { level: "info", data: 1 },
    });
    const block = `${note}\n`.repeat(5_000);
    const write = () => {
      while (Date.now() < until) if (!process.stdout.write(block)) return void process.stdout.once("drain", write);
      answer(id, "said it all");
    };
    write();
  },
  // Nested deeper than anybody can follow, in what nobody asked for; the answer comes in the same breath.
  deep: (id) => {
    const nested = `${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`;
    process.stdout.write(`{"jsonrpc":"2.0","id":987654,"result":{"a":${nested}}}\n${answered(id, "after the deep")}`);
  },
  grandchild: (id) => {
    const child = spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"]);
    answer(id, String(child.pid));
  },
  seen: (id) => answer(id, JSON.stringify(seen)),
  ask: (id, { message }) => {
    const requestedSchema = { type: "object", properties: { name: { type: "string" } } };
    waiting.set(`ask-${++asked}`, (reply) => answer(id, JSON.stringify(reply)));
    say({ id: `ask-${asked}`, method: "elicitation/create", params: { message, requestedSchema } });
  },
  // Asks so many things at once, and says what was answered; it never comes to an end when not all are.
  pester: (id, { questions }) => {
    const params = { message: "m".repeat(1_900), requestedSchema: { type: "object", properties: {} } };
    /** @type {string[]} */
    const actions = [];
    for (let index = 0; index < Number(questions); index++) {
      waiting.set(`ask-${++asked}`, (reply) => {
        actions.push(Object(reply).action);
        if (actions.length === questions) answer(id, actions.join(" "));
      });
      say({ id: `ask-${asked}`, method: "elicitation/create", params });
    }
  },
  refuse: (id) => say({ id, error: { code: -32602, message: `bad\u202e arguments ${process.env.STAND_IN_KEY}` } }),
  grow: (id) => {
    names = [...names, "grown"];
    say({ method: "notifications/tools/list_changed" });
    answer(id, "grown");
  },
  echo: (id, args) => answer(id, JSON.stringify(args)),
};

/** @type {Map<unknown, (reply: unknown) => void>} */
const waiting = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params, result } = JSON.parse(line);
  if (method === undefined) waiting.get(id)?.(result);
  else if (id === undefined) seen.push(method);
  else if (atStart === "hang") continue;
  else if (method === "server/discover" && atStart === "die-at-probe") process.exit(0);
  else if (method === "initialize") {
    const capabilities = { tools: { listChanged: true } };
    const serverInfo = { name: "stand-in", version: "1" };
    say({ id, result: { protocolVersion: "2025-11-25", capabilities, serverInfo } });
  } else if (method === "tools/list") {
    say({ id, result: { tools: names.map((name) => ({ name, inputSchema: { type: "object" } })) } });
  } else if (method === "tools/call") tools[params.name]?.(id, params.arguments ?? {});
  else say({ id, error: { code: -32601, message: "Method not found" } });
}
