import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Env, parseEnv } from "./env";
import { EnvError } from "./env-error";

const root = mkdtempSync(join(tmpdir(), "orchestrator-mcp-config-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = join(root, "mcp.json");

const read = (content: unknown, variables: Record<string, string> = {}): Env["mcp"] => {
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return parseEnv({ ORCHESTRATOR_MCP_CONFIG: file, ...variables }).mcp;
};
const servers = (mcpServers: object, variables?: Record<string, string>) => read({ mcpServers }, variables).servers;
const one = (entry: unknown, variables?: Record<string, string>) => servers({ some: entry }, variables)[0];
const stdio = { command: "npx", args: ["-y", "@modelcontextprotocol/server-filesystem", "/tmp"] };
const http = { url: "https://mcp.example.com/mcp" };

it("takes what other clients' files look like", () => {
  const config = {
    globalShortcut: "Ctrl+Space",
    mcpServers: {
      filesystem: stdio,
      github: { type: "http", ...http, headers: { Authorization: "Bearer token" } },
      old: { type: "streamable-http", ...http, disabled: true },
    },
  };
  const plain = { isTrusted: false, approval: "never", timeoutMs: 60_000, timeoutMaxMs: 600_000, isEnabled: true };
  const nowhere = { command: null, args: [], cwd: null };
  expect(read(config).servers).toEqual([
    {
      name: "filesystem",
      transport: { kind: "stdio", ...stdio, env: {}, cwd: null },
      written: { ...stdio, cwd: null, url: null },
      ...plain,
    },
    {
      name: "github",
      transport: { kind: "http", ...http, headers: { Authorization: "Bearer token" } },
      written: { ...nowhere, ...http },
      ...plain,
    },
    {
      name: "old",
      transport: { kind: "http", ...http, headers: {} },
      written: { ...nowhere, ...http },
      ...plain,
      isEnabled: false,
    },
  ]);
});

it("knows no servers without a file, and none in a file without entries", () => {
  expect(parseEnv({}).mcp).toEqual({ servers: [], notes: [], stdioFault: null });
  expect(read({ mcpServers: {} }).servers).toEqual([]);
  expect(read(`\uFEFF{"mcpServers": {}}`).servers).toEqual([]);
});

it("reads what is ours: trust, approval and times", () => {
  const entry = { ...http, trusted: true, approval: "destructive", timeout_s: 1.5, timeout_max_s: 2, enabled: true };
  const read = { isTrusted: true, approval: "destructive", timeoutMs: 1_500, timeoutMaxMs: 2_000, isEnabled: true };
  expect(one(entry)).toMatchObject(read);
  expect(one({ ...http, timeout_s: 1_200 })).toMatchObject({ timeoutMs: 1_200_000, timeoutMaxMs: 1_200_000 });
});

const variable = (text: string) => `\${${text}}`;

it.each([
  [variable("TOKEN"), "s3cret"],
  [variable("env:TOKEN"), "s3cret"],
  [`key=${variable("TOKEN")}/${variable("TOKEN")}`, "key=s3cret/s3cret"],
  [variable("NOPE:-fallback"), "fallback"],
  [variable("BLANK:-fallback"), "fallback"],
  [`x${variable("NOPE:-")}`, "x"],
  [variable("TOKEN:-fallback"), "s3cret"],
  ["$TOKEN", "$TOKEN"],
  [variable("NESTED"), variable("TOKEN")],
])("fills %s in as %s, and shows it as it is written", (text, filled) => {
  const variables = { TOKEN: "s3cret", BLANK: "", NESTED: variable("TOKEN") };
  const entry = { command: text, args: [text], env: { A: text }, cwd: text };
  const server = one(entry, variables);
  expect(server?.transport).toEqual({
    kind: "stdio",
    command: filled,
    args: [filled],
    env: { A: filled },
    cwd: filled,
  });
  expect(server?.written).toEqual({ command: text, args: [text], cwd: text, url: null });
  const remote = one({ url: `https://x.example/${text}`, headers: { "X-A": text } }, variables);
  expect(remote?.transport).toEqual({ kind: "http", url: `https://x.example/${filled}`, headers: { "X-A": filled } });
});

it("does not need the variables of a server that is switched off", () => {
  const entry = { ...stdio, env: { A: variable("NOPE") } };
  expect(one({ ...entry, disabled: true })).toMatchObject({ isEnabled: false });
  expect(() => one(entry)).toThrow("'some': env.A needs NOPE, which is not set");
});

it("notes what it passes over, and refuses what it cannot pass over", () => {
  const { servers: found, notes } = read({ mcpServers: { some: { ...stdio, alwaysAllow: ["x"], autoApprove: [] } } });
  expect(found).toHaveLength(1);
  expect(notes).toEqual(
    ["alwaysAllow", "autoApprove"].map((name) => `${file}: server 'some': ${name} is not used here`),
  );
  expect(() => one({ ...stdio, disabledTools: ["x"] })).toThrow("'some': disabledTools is not a known field");
});

it.each<[what: string, entry: unknown, says: string]>([
  ["no object", "npx", "server 'some' must be an object"],
  ["neither command nor url", {}, "command is missing, and so is a url"],
  ["both", { ...stdio, ...http }, "url must not stand beside a command"],
  ["a whole command line", { command: "npx -y server" }, "command must be the program alone, such as npx"],
  ["an option in a program's path", { command: "/usr/bin/node -r x" }, "command must be the program alone"],
  ["a path that only a shell knows", { ...stdio, cwd: "~/work" }, "cwd must not begin with ~"],
  ["an empty command", { command: "" }, "command must not be empty"],
  ["a command that is no text", { command: ["npx"] }, "command must be text"],
  ["arguments in one text", { ...stdio, args: "-y server" }, "args must be a list of texts"],
  ["an argument that is no text", { ...stdio, args: ["-p", 80] }, "args[1] must be text"],
  ["a variable's name that is none", { ...stdio, env: { "A B": "x" } }, "env.A B must be the name of a variable"],
  ["a value that is no text", { ...stdio, env: { PORT: 80 } }, "env.PORT must be text"],
  ["headers of a process", { ...stdio, headers: {} }, "headers is a field of the other kind of server"],
  ["the environment of an address", { ...http, env: {} }, "env is a field of the other kind of server"],
  ["the old transport", { ...http, type: "sse" }, "type sse is a transport that MCP gave up"],
  ["a type that does not fit", { ...http, type: "stdio" }, "type must be http for a server with a url"],
  ["a type that does not fit either", { ...stdio, type: "http" }, "type must be stdio for a server with a command"],
  ["no address", { url: "example.com/mcp" }, "url must be an http(s) address"],
  ["an address of a file", { url: "file:///etc/passwd" }, "url must be an http(s) address"],
  ["a user in the address", { url: "https://ada:hunter2@example.com/mcp" }, "url must be an http(s) address"],
  ["an escape sequence", { url: "https://example.com/\u001b[31m" }, "url must be an http(s) address"],
  ["a fragment", { url: "https://example.com/mcp#x" }, "url must be an http(s) address"],
  ["a header that is set for every call", { ...http, headers: { Host: "x" } }, "headers.Host is a header that is set"],
  ["two lines in a header", { ...http, headers: { A: "hunter2\r\nB: c" } }, "headers.A must be printable ASCII"],
  ["a trust that is none", { ...stdio, trusted: "yes" }, "trusted must be true or false"],
  ["an approval that is none", { ...stdio, approval: "sometimes" }, "approval must be never, destructive or always"],
  ["a time that is none", { ...stdio, timeout_s: "60" }, "timeout_s must be a number of seconds"],
  ["a time of nothing", { ...stdio, timeout_s: 0 }, "timeout_s must be more than 0"],
  ["a maximum below the time", { ...stdio, timeout_max_s: 30 }, "timeout_max_s must not be less than timeout_s"],
  ["on and off at once", { ...stdio, enabled: true, disabled: true }, "disabled says the opposite of enabled"],
  ["an address by another name", { httpUrl: "https://x.example" }, "httpUrl is not a known field: here it is url"],
  ["a time of unknown unit", { ...stdio, timeout: 60 }, "timeout is not a known field: here it is timeout_s"],
  ["a field that nobody knows", { ...stdio, colour: "red" }, "colour is not a known field"],
  ["a reference that is none", { ...stdio, env: { A: variable("input:key") } }, "which is no variable"],
  ["a blank variable", { ...stdio, env: { A: variable("BLANK") } }, "env.A needs BLANK, which is not set"],
])("refuses %s in one line that names file, server and field, and shows no value", (_, entry, says) => {
  const refusal = refusalOf(() => one(entry, { BLANK: "" }));
  expect(refusal).toContain(`ORCHESTRATOR_MCP_CONFIG: ${file}: server 'some'`);
  expect(refusal).toContain(says);
  expect(refusal).not.toMatch(/\n|hunter2/);
});

it.each<[what: string, content: unknown, says: string]>([
  ["what is no JSON", '{"mcpServers": {', "it is not JSON"],
  ["a secret in what is no JSON", '{"mcpServers": {"a": {"env": {"A": "hunter2"} "x"', "is not JSON"],
  ["a list", [], 'must hold an object "mcpServers"'],
  ["VS Code's name for it", { servers: {} }, 'which is what "servers" is called here'],
  ["a server twice", '{"mcpServers": {"a": {"command": "x"}, "a": {"command": "y"}}}', "'mcpServers.a' is given twice"],
  ["names that differ by capitals", { mcpServers: { a: stdio, A: stdio } }, "'A' differs from 'a' by capitals alone"],
  ["a name with a dot", { mcpServers: { "a.b": stdio } }, "server 'a.b' has a name that cannot be used"],
  ["a name on two lines", { mcpServers: { "a\nb": stdio } }, "server 'a?b' has a name that cannot be used"],
  ["a name like an id", { mcpServers: { [`mcp_${"0".repeat(26)}`]: stdio } }, "must not look like a server's id"],
  [
    "too many",
    { mcpServers: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`s${i}`, stdio])) },
    "there are 51 servers, and at most 50",
  ],
])("refuses %s", (_, content, says) => {
  const refusal = refusalOf(() => read(content));
  expect(refusal).toContain(`ORCHESTRATOR_MCP_CONFIG: ${file}: `);
  expect(refusal).toContain(says);
  expect(refusal).not.toMatch(/\n|hunter2/);
});

it("says why a file cannot be read", () => {
  const missing = join(root, "none.json");
  const of = (path: string) => refusalOf(() => parseEnv({ ORCHESTRATOR_MCP_CONFIG: path }));
  expect(of(missing)).toContain(`${missing}: cannot be read (ENOENT)`);
  mkdirSync(join(root, "folder"));
  expect(of(join(root, "folder"))).toContain("cannot be read (EISDIR)");
  writeFileSync(join(root, "large.json"), " ".repeat(1024 * 1024 + 1));
  expect(of(join(root, "large.json"))).toContain("is larger than 1 MB");
});

const onVercel = {
  VERCEL: "1",
  DATABASE_URL: "postgres://db/x",
  ORCHESTRATOR_SECRET_KEY: "s".repeat(32),
  INNGEST_EVENT_KEY: "event",
  INNGEST_SIGNING_KEY: "signkey-test-00",
};

it.each<[what: string, variables: Record<string, string>, file: string | null, rows: string | null]>([
  ["by default", {}, null, null],
  ["on Vercel", onVercel, "which Vercel cannot keep running", "which Vercel cannot keep running"],
  ["with off", { ORCHESTRATOR_MCP_STDIO: "off" }, "STDIO=off forbids", "STDIO=off forbids"],
  ["with file", { ORCHESTRATOR_MCP_STDIO: "file" }, null, "allows to the configuration file alone"],
])("lets a server be a process %s only where that is allowed", (_, variables, ofFile, ofRows) => {
  const said = refusalOf(() => one(stdio, variables));
  expect(said).toContain(ofFile ?? "no refusal");
  const { servers: found, stdioFault } = read({ mcpServers: { http, off: { ...stdio, disabled: true } } }, variables);
  expect(found).toHaveLength(2);
  expect(stdioFault ?? "no fault").toContain(ofRows ?? "no fault");
});

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  return "no refusal";
}
