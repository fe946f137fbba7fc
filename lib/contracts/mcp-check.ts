import { z } from "zod";
import { Finding } from "./doctor";
import { Breaker } from "./envelope";

const skipped = z.array(z.strictObject({ name: z.string(), reason: z.string() }));

/** The answer of `POST /mcp-servers/{id}/check`: what came of reaching a server and listing its tools. */
export const McpCheck = z.strictObject({
  server: z.string(),
  ...Finding.shape,
  protocol_version: z.string().nullable(),
  tools: z.array(z.string()).nullable().describe("null where they could not be listed."),
  skipped: skipped.describe("Tools that cannot be offered, and why."),
  stderr: z.array(z.string()).describe("The last lines of a process that failed: its own words."),
});
export type McpCheck = z.infer<typeof McpCheck>;

/** What this process knows of a server at the moment. */
export const McpServerStatus = z.strictObject({
  breaker: Breaker.describe("Whether it is left alone because it kept failing."),
  catalog: z
    .strictObject({ tools: z.int(), skipped, protocol_version: z.string(), fetched_at: z.string() })
    .nullable()
    .describe("What it last answered when it was asked for its tools."),
  connections: z.array(
    z.strictObject({
      state: z.enum(["starting", "ready", "down"]),
      pid: z.int().nullable(),
      protocol_version: z.string().nullable(),
      started_at: z.string().nullable(),
      last_used_at: z.string().nullable(),
      restarts: z.int(),
      in_flight: z.int(),
      last_error: z.string().nullable(),
      stderr: z.array(z.string()),
      noise_lines: z.int().describe("Lines on its standard output that were no messages."),
    }),
  ),
});
export type McpServerStatus = z.infer<typeof McpServerStatus>;
