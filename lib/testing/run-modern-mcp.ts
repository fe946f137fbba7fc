// A program of the tests: the server of revision 2026-07-28 over stdio.
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { modernMcpServer } from "./modern-mcp-server";

serveStdio(() => modernMcpServer([]));
