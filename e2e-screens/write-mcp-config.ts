import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An MCP server that reads and writes one folder, as the README names it; answers where the file is. */
export function writeMcpConfig(folder: string): string {
  const notes = join(folder, "notes");
  mkdirSync(notes);
  writeFileSync(join(notes, "todo.txt"), "Buy oat milk\n");
  const file = join(folder, "mcp.json");
  const program = "node_modules/@modelcontextprotocol/server-filesystem/dist/index.js";
  const files = { command: process.execPath, args: [program, notes], trusted: true };
  writeFileSync(file, JSON.stringify({ mcpServers: { files } }));
  return file;
}
