import { z } from "zod";
import { mcpApproval, mcpServerName } from "@/lib/core/mcp-fields";
import type { JsonObject } from "./json";

/** How an MCP server is reached: a process of this machine, or an address. */
export const McpTransport = z.enum(["stdio", "http"]);
export type McpTransport = z.infer<typeof McpTransport>;

/** Which tools of a server wait for a person: none, those that may take something away, or all. */
export const McpApproval = mcpApproval;
export type McpApproval = z.infer<typeof McpApproval>;

/** The name of a server, one segment of an intent: `github` in `mcp.github.create_issue`. */
export const McpServerName = mcpServerName;

/** What a server says of one of its tools (MCP 2026-07-28, server/tools), within our limits. Nothing in it is believed. */
export type McpToolFacts = {
  name: string;
  title: string | null;
  description: string;
  inputSchema: JsonObject;
  outputSchema: JsonObject | null;
  /** Null where the server says nothing. */
  hints: {
    readOnly: boolean | null;
    destructive: boolean | null;
    idempotent: boolean | null;
  };
};

/** A tool of a server that cannot be offered, and why. */
export type McpSkipped = { name: string; reason: string };
