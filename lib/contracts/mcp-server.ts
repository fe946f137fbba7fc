import { z } from "zod";
import {
  mcpApproval,
  mcpArgs,
  mcpCommand,
  mcpFolder,
  mcpHeader,
  mcpHeaders,
  mcpSwitch,
  mcpTimeout,
  mcpUrl,
  mcpVariable,
  mcpVariables,
} from "@/lib/core/mcp-fields";
import { McpServerName } from "./mcp";
import { McpServerStatus } from "./mcp-check";

const shared = {
  trusted: mcpSwitch.describe("Whether what it says of its tools' effects is believed."),
  approval: mcpApproval.describe("Which of its tools wait for a person: none, those that may destroy, or all."),
  timeout_s: mcpTimeout.describe("How long a call may be silent."),
  timeout_max_s: mcpTimeout.describe("How long a call may take in all, however much progress it reports."),
  enabled: mcpSwitch,
};
const stdio = {
  command: mcpCommand.describe("stdio: the program to start, without a shell. It runs as the orchestrator's own user."),
  args: mcpArgs.describe("stdio: its arguments. They are shown: secrets belong into env."),
  cwd: mcpFolder.nullable().describe("stdio: where it is started; null: where the orchestrator was."),
};
const http = { url: mcpUrl.describe("http: its address. Its path is shown: secrets belong into headers.") };

type Given = Partial<Record<"command" | "url" | "args" | "env" | "cwd" | "headers", unknown>> &
  Partial<Record<"timeout_s" | "timeout_max_s", number | undefined>>;
type Issues = { addIssue(issue: { code: "custom"; path: string[]; message: string }): void };

/** The body of `POST /mcp-servers`: a command makes it a process of this machine, a url one that is elsewhere. */
export const CreateMcpServerRequest = z
  .strictObject({
    name: McpServerName.describe("The middle of its intents, mcp.NAME.TOOL."),
    command: stdio.command.optional(),
    args: stdio.args.optional(),
    cwd: stdio.cwd.optional(),
    env: mcpVariables(mcpVariable).optional(),
    url: http.url.optional(),
    headers: mcpHeaders(mcpHeader).optional(),
    trusted: shared.trusted.default(false),
    approval: shared.approval.default("never"),
    timeout_s: shared.timeout_s.default(60),
    timeout_max_s: shared.timeout_max_s.optional(),
    enabled: shared.enabled.default(true),
  })
  .superRefine((given, ctx) => {
    if (given.command === undefined && given.url === undefined) fault(ctx, "command", "is missing, and so is a url");
    checkBoth(given, ctx);
  });
export type CreateMcpServerRequest = z.infer<typeof CreateMcpServerRequest>;

/**
 * The body of `PATCH /mcp-servers/{id}`: what is left out stays. In env and headers each name stands for itself, and null
 * removes it (RFC 7396). A server for another origin, or of another kind, begins without those of before.
 */
export const UpdateMcpServerRequest = z
  .strictObject({
    ...stdio,
    ...http,
    ...shared,
    env: mcpVariables(mcpVariable.nullable()),
    headers: mcpHeaders(mcpHeader.nullable()),
  })
  .partial()
  .superRefine(checkBoth);
export type UpdateMcpServerRequest = z.infer<typeof UpdateMcpServerRequest>;

const entry = {
  server_id: z.string().nullable().describe("null for one of the configuration file."),
  source: z.enum(["file", "row"]),
  name: z.string(),
  ...shared,
  fault: z.string().nullable().describe("Why it cannot be used although it is enabled."),
  created_at: z.string().nullable(),
  updated_at: z.string().nullable(),
  status: McpServerStatus.optional().describe("In the list of all servers: what the process that answers knows of it."),
};
/** Those of the file are shown as they are written there, with their variables unfilled. */
const shownText = z.string();

/** A server as admins see it: of its variables and headers only the names; null where they cannot be read. */
export const McpServerEntry = z.discriminatedUnion("transport", [
  z.strictObject({
    ...entry,
    transport: z.literal("stdio"),
    command: shownText,
    args: z.array(shownText),
    cwd: shownText.nullable(),
    env_names: z.array(z.string()).nullable(),
  }),
  z.strictObject({
    ...entry,
    transport: z.literal("http"),
    url: shownText.describe("Without the values of its query."),
    header_names: z.array(z.string()).nullable(),
  }),
]);
export type McpServerEntry = z.infer<typeof McpServerEntry>;

export const McpServerList = z.strictObject({ servers: z.array(McpServerEntry) });

function checkBoth(given: Given, ctx: Issues): void {
  if (given.command !== undefined && given.url !== undefined) fault(ctx, "url", "must not stand beside a command");
  if (given.command !== undefined) refuseOf(given, ["headers"], "a url", ctx);
  else if (given.url !== undefined) refuseOf(given, ["args", "env", "cwd"], "a command", ctx);
  const { timeout_s: timeoutS, timeout_max_s: timeoutMaxS } = given;
  if (timeoutS !== undefined && timeoutMaxS !== undefined && timeoutMaxS < timeoutS) {
    fault(ctx, "timeout_max_s", "must not be less than timeout_s");
  }
}

function refuseOf(given: Given, names: (keyof Given)[], what: string, ctx: Issues): void {
  for (const name of names) {
    if (given[name] !== undefined) fault(ctx, name, `is for a server that has ${what}`);
  }
}

function fault(ctx: Issues, name: string, message: string): void {
  ctx.addIssue({ code: "custom", path: [name], message });
}
