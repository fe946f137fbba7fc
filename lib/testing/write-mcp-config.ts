import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** An `mcpServers` file of its own, gone after the tests, as the variable that names it. */
export function writeMcpConfig(mcpServers: object): { ORCHESTRATOR_MCP_CONFIG: string } {
  const folder = mkdtempSync(join(tmpdir(), "orchestrator-mcp-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "mcp.json");
  writeFileSync(file, JSON.stringify({ mcpServers }));
  return { ORCHESTRATOR_MCP_CONFIG: file };
}
