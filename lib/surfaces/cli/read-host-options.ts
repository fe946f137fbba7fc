import type { Call } from "./command";
import { parseOptions } from "./parse-options";
import { readHostAuth } from "./read-host-auth";
import { readNumberOption } from "./read-number-option";
import { readSwitchOption } from "./read-switch-option";
import { UsageError } from "./usage-error";

const text = { type: "string" } as const;
const options = {
  alias: text,
  address: text,
  port: text,
  user: text,
  tags: text,
  "jump-host": text,
  "connect-timeout-s": text,
  "sessions-max": text,
  intents: text,
  "four-eyes": text,
  "approvals-needed": text,
  enabled: text,
  "key-file": text,
  "passphrase-env": text,
  "agent-socket": text,
};

type Read = {
  /** The word that names a host. */
  host: string | undefined;
  /** The fields of a request that were given; whether they fit is for its schema to say. */
  value: Record<string, unknown>;
};

/** What `host:add` and `host:edit` were told. Throws a UsageError that names the option that is wrong. */
export function readHostOptions(call: Call): Read {
  const { values, positionals } = parseOptions({ args: call.args, options, takesWords: true });
  const [host, excess] = positionals;
  if (excess !== undefined) throw new UsageError(`'${excess}' is one word too many.`);
  const number = (name: keyof typeof options) => readNumberOption(`--${name}`, values[name]);
  const read = {
    alias: values.alias,
    address: values.address,
    port: number("port"),
    user: values.user,
    tags: readList(values.tags),
    jump_host: values["jump-host"] === "" ? null : values["jump-host"],
    connect_timeout_s: number("connect-timeout-s"),
    sessions_max: number("sessions-max"),
    intents: readList(values.intents),
    four_eyes: readSwitchOption("--four-eyes", values["four-eyes"]),
    approvals_needed: number("approvals-needed"),
    enabled: readSwitchOption("--enabled", values.enabled),
    auth: readHostAuth({
      keyFile: values["key-file"],
      passphraseEnv: values["passphrase-env"],
      agentSocket: values["agent-socket"],
      call,
    }),
  };
  return { host, value: Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) };
}

const authOptions: Record<string, string> = {
  auth: "--key-file or --agent-socket",
  "auth.private_key": "--key-file",
  "auth.passphrase": "--passphrase-env",
  "auth.socket": "--agent-socket",
};

/** The option that gives a field of a host. */
export function hostOptionOf(path: string): string {
  return authOptions[path] ?? `--${(path.split(/[.[]/)[0] ?? "").replaceAll("_", "-")}`;
}

function readList(given: string | undefined): string[] | undefined {
  if (given === undefined) return undefined;
  return given === "" ? [] : given.split(",").map((part) => part.trim());
}
