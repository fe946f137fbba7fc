import type { KeyEntry, Right } from "@/lib/contracts/key";
import { fromLocalField, toLocalField } from "./local-time";
import { numberOf, splitWords } from "./split-words";

type Values = Record<string, string | boolean>;

export const rights: readonly Right[] = ["jobs_of_others", "approve", "admin"];

/** What the form of a key begins with. */
export function keyValues(entry: KeyEntry | null): Values {
  return {
    name: entry?.name ?? "",
    intents: entry?.intents.join(", ") ?? "*",
    namespace: entry?.namespace ?? "default",
    expires_at: toLocalField(entry?.expires_at ?? null),
    addresses: entry?.addresses.join("\n") ?? "",
    rate_per_minute: String(entry?.rate_per_minute ?? ""),
    burst: String(entry?.burst ?? ""),
    concurrent_max: String(entry?.concurrent_max ?? ""),
    ...Object.fromEntries(rights.map((right) => [`rights.${right}`, entry?.rights.includes(right) ?? false])),
  };
}

/** The body of a new key. */
export function newKeyRequest(values: Values): object {
  const { expires_at: end, ...rest } = requestOf(values);
  return end === null ? rest : { ...rest, expires_at: end };
}

/** The body of a change: only what is not as it was, so that a time keeps its seconds. */
export function changedKeyRequest(values: Values, entry: KeyEntry): Record<string, unknown> {
  const before = requestOf(keyValues(entry));
  const changes = Object.entries(requestOf(values)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(changes);
}

function requestOf(values: Values): Record<string, unknown> {
  const text = (name: string) => String(values[name] ?? "").trim();
  const limit = (name: string) => (text(name) === "" ? null : numberOf(text(name)));
  return {
    name: text("name"),
    intents: splitWords(text("intents")),
    namespace: text("namespace"),
    rights: rights.filter((right) => values[`rights.${right}`] === true),
    expires_at: fromLocalField(text("expires_at")),
    addresses: splitWords(text("addresses")),
    rate_per_minute: limit("rate_per_minute"),
    burst: limit("burst"),
    concurrent_max: limit("concurrent_max"),
  };
}
