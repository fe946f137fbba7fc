import { expect, it } from "vitest";
import { CreateMcpServerRequest, type McpServerEntry, UpdateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { mcpServerRequest, mcpServerValues } from "./mcp-server-form";

const remote: McpServerEntry = {
  server_id: "mcp_1",
  source: "row",
  name: "github",
  transport: "http",
  url: "https://mcp.example.org/mcp",
  header_names: ["Authorization"],
  trusted: false,
  approval: "destructive",
  timeout_s: 60,
  timeout_max_s: 120,
  enabled: true,
  fault: null,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
};

it("makes what the API takes of a program with arguments and a secret", () => {
  const values = {
    ...mcpServerValues(null),
    name: "files",
    command: "npx",
    args: "-y\n@modelcontextprotocol/server-filesystem\n/srv/two words",
    env: "TOKEN=a=b\n",
  };
  expect(CreateMcpServerRequest.parse(mcpServerRequest(values, null))).toMatchObject({
    name: "files",
    command: "npx",
    args: ["-y", "@modelcontextprotocol/server-filesystem", "/srv/two words"],
    env: { TOKEN: "a=b" },
  });
});

it("makes what the API takes of an address", () => {
  const values = {
    ...mcpServerValues(null),
    name: "github",
    transport: "http",
    url: " https://x.example/mcp ",
    headers: "Authorization: Bearer a:b",
  };
  expect(CreateMcpServerRequest.parse(mcpServerRequest(values, null))).toMatchObject({
    url: "https://x.example/mcp",
    headers: { Authorization: "Bearer a:b" },
  });
});

it("sends nothing of a server that was not changed", () => {
  expect(mcpServerRequest(mcpServerValues(remote), remote)).toEqual({});
});

it("removes a header by its name alone and replaces another", () => {
  const request = mcpServerRequest({ ...mcpServerValues(remote), headers: "Authorization\nX-A: 1" }, remote);
  expect(UpdateMcpServerRequest.parse(request)).toEqual({ headers: { Authorization: null, "X-A": "1" } });
});
