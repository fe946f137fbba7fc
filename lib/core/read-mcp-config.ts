import { readFileSync, statSync } from "node:fs";
import { AppError } from "./app-error";
import { EnvError } from "./env-error";
import { mcpServerName, mcpServersMax } from "./mcp-fields";
import type { McpServerConfig } from "./mcp-server-config";
import { parseMcpServer } from "./parse-mcp-server";
import { parseStrictJson } from "./parse-strict-json";

type ReadMcpConfigInput = {
  file: string;
  /** Where `${NAME}` is looked up. */
  source: Record<string, string | undefined>;
  /** Why no server may be a process of this machine; null where it may. */
  stdioFault: string | null;
};

const bytesMax = 1024 * 1024;

/**
 * The servers of an `mcpServers` file, and what of it was passed over. Throws an EnvError, one line that names the file,
 * the server and the field, and shows no value.
 */
export function readMcpConfig({ file, source, stdioFault }: ReadMcpConfigInput) {
  const notes: string[] = [];
  const servers: McpServerConfig[] = [];
  for (const [name, entry] of readEntries(file)) {
    const at = (path: string) => `server '${plain(name)}'${path === "" ? "" : `: ${plain(path)}`}`;
    const refuse = (path: string, message: string) => fail(file, `${at(path)} ${message}`);
    const { error } = mcpServerName.safeParse(name);
    if (error) refuse("", `has a name that cannot be used: it ${error.issues[0]?.message}`);
    const twin = servers.find((server) => server.name.toLowerCase() === name.toLowerCase());
    if (twin) refuse("", `differs from '${twin.name}' by capitals alone`);
    const note = (path: string, message: string) => void notes.push(`${file}: ${at(path)} ${message}`);
    servers.push(parseMcpServer({ name, entry, source, stdioFault, refuse, note }));
  }
  if (servers.length > mcpServersMax) fail(file, `there are ${servers.length} servers, and at most ${mcpServersMax}`);
  return { servers, notes };
}

/** Whatever else stands beside `mcpServers` is some client's own. */
function readEntries(file: string): [string, unknown][] {
  const config = parseFile(file);
  const entries = isObject(config) ? config.mcpServers : undefined;
  if (isObject(entries)) return Object.entries(entries);
  const hasServers = isObject(config) && "servers" in config;
  return fail(file, `must hold an object "mcpServers"${hasServers ? `, which is what "servers" is called here` : ""}`);
}

function parseFile(file: string): unknown {
  const json = readText(file);
  try {
    return parseStrictJson(json.replace(/^\uFEFF/, ""));
  } catch (error) {
    const [first] = error instanceof AppError ? error.errors : [];
    return fail(file, `${first?.path ? `'${plain(first.path)}'` : "it"} ${first?.message ?? "is not JSON"}`);
  }
}

function readText(file: string): string {
  try {
    if (statSync(file).size > bytesMax) return fail(file, "is larger than 1 MB");
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof EnvError) throw error;
    return fail(file, `cannot be read${error instanceof Error && "code" in error ? ` (${error.code})` : ""}`);
  }
}

function fail(file: string, message: string): never {
  throw new EnvError(
    `ORCHESTRATOR_MCP_CONFIG: ${plain(file)}: ${message}. Correct it in that file, or in the variable.`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names of the file as a line can show them. */
function plain(name: string): string {
  return name.slice(0, 200).replace(/[^ -~]/gu, "?");
}
