import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "orchestrator-mcp-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let written = 0;

/** An `mcpServers` file of its own, gone after the tests of the file that imports this, as the variable that names it. */
export function writeMcpConfig(mcpServers: object): { ORCHESTRATOR_MCP_CONFIG: string } {
  const file = join(folder, `${++written}.json`);
  writeFileSync(file, JSON.stringify({ mcpServers }));
  return { ORCHESTRATOR_MCP_CONFIG: file };
}
