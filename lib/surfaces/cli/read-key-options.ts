import { parseOptions } from "./parse-options";
import { readNumberOption } from "./read-number-option";
import { UsageError } from "./usage-error";

const text = { type: "string" } as const;
const options = {
  name: text,
  intents: text,
  namespace: text,
  rights: text,
  expires: text,
  addresses: text,
  "rate-per-minute": text,
  burst: text,
  "concurrent-max": text,
  "overlap-s": text,
};

type Read = {
  /** The word that names a key. */
  key: string | undefined;
  /** The fields of a request that were given; whether they fit is for its schema to say. */
  value: Record<string, unknown>;
};

/** What `key:create`, `key:edit` and `key:rotate` were told; '' takes a limit or an end back. Throws a UsageError. */
export function readKeyOptions(args: string[]): Read {
  const { values, positionals } = parseOptions({ args, options, takesWords: true });
  const [key, excess] = positionals;
  if (excess !== undefined) throw new UsageError(`'${excess}' is one word too many.`);
  const number = (name: keyof typeof options) =>
    values[name] === "" ? null : readNumberOption(`--${name}`, values[name]);
  const read = {
    name: values.name,
    intents: readList(values.intents),
    namespace: values.namespace,
    rights: readList(values.rights),
    expires_at: values.expires === "" ? null : values.expires,
    addresses: readList(values.addresses),
    rate_per_minute: number("rate-per-minute"),
    burst: number("burst"),
    concurrent_max: number("concurrent-max"),
    overlap_s: number("overlap-s"),
  };
  return { key, value: Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) };
}

/** The option that gives a field of a key, and which of its entries. */
export function keyOptionOf(path: string): string {
  const option = path.replace(/^\w+/, (field) => (field === "expires_at" ? "expires" : field.replaceAll("_", "-")));
  return `--${option}`;
}

function readList(given: string | undefined): string[] | undefined {
  if (given === undefined) return undefined;
  return given === "" ? [] : given.split(",").map((part) => part.trim());
}
