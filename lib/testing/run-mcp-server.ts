// A process of the tests that uses an MCP server over stdio and is then killed; says the server's and its child's pid.
import { listMcpConnections } from "@/lib/engines/mcp/list-mcp-connections";
import { callMcp } from "./call-mcp";
import { stdioTarget } from "./mcp-target";

const target = stdioTarget({ program: "standIn", args: ["stubborn"] });
const grandchild = await callMcp({ target, tool: "grandchild" });
process.stdout.write(`${listMcpConnections()[0]?.pid} ${grandchild}\n`);
setInterval(() => {}, 1_000);
