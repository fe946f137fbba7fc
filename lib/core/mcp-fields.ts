// What may be said of an MCP server, in the configuration file and in requests alike, each with its rule in our own words.
import { z } from "zod";
import { headerName, headerValue } from "./header-fields";

/** In all of an installation: each may be a process of its own. */
export const mcpServersMax = 50;

/** Of arguments, of variables and of headers. */
export const mcpEntriesMax = 100;
const valueCharsMax = 32_768;
const environmentName = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** So that a server is never taken for another one's id. */
const serverId = /^mcp_[0-9a-z]{26}$/;
/** `npx -y some-server` or `/usr/bin/node -r x`: where a path has a space in it, no option follows that. */
const commandLine = /^[^/\\\s]+\s|\s-/;

const typed = (type: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? "is missing" : `must be ${type}`;
const text = (charsMax: number) =>
  z
    .string({ error: typed("text") })
    .max(charsMax, `is longer than ${charsMax} characters`)
    .regex(/^[^\0]*$/, "must not hold a NUL character");
const path = (charsMax: number) =>
  text(charsMax)
    .min(1, "must not be empty")
    .refine((value) => !value.startsWith("~"), "must not begin with ~, which only a shell knows: give the whole path");

export const mcpServerName = z
  .string({ error: typed("text") })
  .max(40, "is longer than 40 characters")
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "must be letters, digits, _ and -, beginning with a letter or digit")
  .refine((name) => !serverId.test(name), "must not look like a server's id");

export const mcpApproval = z.enum(["never", "destructive", "always"], "must be never, destructive or always");

export const mcpCommand = path(1_024).refine(
  (command) => !commandLine.test(command),
  "must be the program alone, such as npx: each of its arguments goes into args",
);
export const mcpArgs = z
  .array(text(valueCharsMax), { error: typed("a list of texts") })
  .max(mcpEntriesMax, `has more than ${mcpEntriesMax} arguments`);
/** Where the program is started; a relative one is relative to where the orchestrator was started. */
export const mcpFolder = path(1_024);

/** An environment's value as a program gets it. */
export const mcpVariable = text(valueCharsMax);
/** Variables or headers by their names; `value` is what one may be. */
export const mcpVariables = <Value extends z.ZodType>(value: Value) =>
  named(value, (name) => (environmentName.test(name) ? null : "must be the name of a variable"));
export const mcpHeader = headerValue;
export const mcpHeaders = <Value extends z.ZodType>(value: Value) =>
  named(value, (name) => headerName.safeParse(name).error?.issues[0]?.message ?? null).refine(
    (headers) => new Set(Object.keys(headers).map((name) => name.toLowerCase())).size === Object.keys(headers).length,
    "has a header twice, in other capitals",
  );

export const mcpUrl = text(2_048).refine(isPlainHttp, "must be an http(s) address without a user or a fragment");

/** In seconds: how long a call may be silent, and with what is added for progress, how long it may take in all. */
export const mcpTimeout = z
  .number({ error: typed("a number of seconds") })
  .positive("must be more than 0")
  .max(86_400, "must be at most 86400");
export const mcpSwitch = z.boolean({ error: typed("true or false") });

function named<Value extends z.ZodType>(value: Value, faultOf: (name: string) => string | null) {
  return z.record(z.string(), value, { error: typed("an object") }).superRefine((entries, ctx) => {
    const names = Object.keys(entries);
    if (names.length > mcpEntriesMax)
      ctx.addIssue({ code: "custom", message: `has more than ${mcpEntriesMax} entries` });
    for (const name of names) {
      const message = faultOf(name);
      if (message) ctx.addIssue({ code: "custom", path: [name], message });
    }
  });
}

function isPlainHttp(url: string): boolean {
  if (!URL.canParse(url) || /[#\s\p{Cc}]/u.test(url)) return false;
  const { protocol, username, password } = new URL(url);
  return (protocol === "http:" || protocol === "https:") && username === "" && password === "";
}
