import type { Call } from "./command";
import { parseOptions } from "./parse-options";
import { readMcpHeaders } from "./read-mcp-headers";
import { readNamedSecrets } from "./read-named-secrets";
import { readNumberOption } from "./read-number-option";
import { readSwitchOption } from "./read-switch-option";
import { UsageError } from "./usage-error";

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;
const options = {
  name: text,
  command: text,
  arg: texts,
  cwd: text,
  env: texts,
  "env-from": texts,
  "without-env": texts,
  url: text,
  "header-from": texts,
  "bearer-from": text,
  "without-header": texts,
  trusted: text,
  approval: text,
  "timeout-s": text,
  "timeout-max-s": text,
  enabled: text,
};

type Read = {
  /** The word that names a server. */
  server: string | undefined;
  /** The fields of a request that were given; whether they fit is for its schema to say. */
  value: Record<string, unknown>;
};

/** What `mcp:add` and `mcp:edit` were told. Throws a UsageError that names the option that is wrong. */
export async function readMcpOptions(call: Call): Promise<Read> {
  const { values, positionals } = parseOptions({ args: joinedArgs(call.args), options, takesWords: true });
  const [server, excess] = positionals;
  if (excess !== undefined)
    throw new UsageError(`'${excess}' is one word too many: arguments of a command are each an --arg.`);
  const read = {
    name: values.name,
    command: values.command,
    args: values.arg,
    cwd: values.cwd === "" ? null : values.cwd,
    env: await readEnvironment({
      plain: values.env,
      from: values["env-from"],
      without: values["without-env"],
      call,
    }),
    url: values.url,
    headers: await readMcpHeaders({
      headerFrom: values["header-from"],
      bearerFrom: values["bearer-from"],
      without: values["without-header"],
      call,
    }),
    trusted: readSwitchOption("--trusted", values.trusted),
    approval: values.approval,
    timeout_s: readNumberOption("--timeout-s", values["timeout-s"]),
    timeout_max_s: readNumberOption("--timeout-max-s", values["timeout-max-s"]),
    enabled: readSwitchOption("--enabled", values.enabled),
  };
  return { server, value: Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) };
}

const optionNames: Record<string, string> = {
  args: "--arg",
  env: "--env or --env-from",
  headers: "--header-from or --bearer-from",
};

/** The option that gives a field of a server. */
export function mcpOptionOf(path: string): string {
  const [field = "", name] = path.split(/\.(.*)/s, 2);
  if (name !== undefined && field in optionNames) return `${optionNames[field]}: ${name}`;
  const plain = field.split("[")[0] ?? "";
  return optionNames[plain] ?? `--${plain.replaceAll("_", "-")}`;
}

/** An argument of the command may begin with a dash (`--arg -y`), which would else be taken for an option of ours. */
function joinedArgs(args: string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const next = args[i + 1];
    const isArg = args[i] === "--arg" && next !== undefined;
    joined.push(isArg ? `--arg=${next}` : (args[i] ?? ""));
    if (isArg) i++;
  }
  return joined;
}

type ReadEnvironmentInput = {
  plain: string[] | undefined;
  from: string[] | undefined;
  without: string[] | undefined;
  call: Call;
};

async function readEnvironment({ plain = [], from, without = [], call }: ReadEnvironmentInput) {
  if (plain.length === 0 && !from && without.length === 0) return undefined;
  const env: Record<string, string | null> = await readNamedSecrets({ option: "--env-from", given: from, call });
  for (const entry of plain) {
    const [, name, value = ""] = /^([^=]+)=(.*)$/s.exec(entry) ?? [];
    if (name === undefined) throw new UsageError("--env must be NAME=VALUE");
    if (Object.hasOwn(env, name)) throw new UsageError(`--env: '${name}' is given twice.`);
    env[name] = value;
  }
  for (const name of without) env[name] = null;
  return env;
}
