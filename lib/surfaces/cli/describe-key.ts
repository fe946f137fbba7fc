import type { KeyEntry } from "@/lib/contracts/key";

/** A key in one line. */
export function describeKey(key: KeyEntry): string {
  const { rate_per_minute: rate, burst, concurrent_max: concurrent, addresses, rights } = key;
  return [
    key.key_id,
    `${key.starts_with}...`,
    key.name,
    stateOf(key),
    `namespace ${key.namespace}`,
    `intents ${key.intents.join(",")}`,
    ...(rights.length > 0 ? [`rights ${rights.join(",")}`] : []),
    ...(addresses.length > 0 ? [`from ${addresses.join(",")}`] : []),
    ...(rate === null ? [] : [`${rate} calls a minute${burst === null ? "" : `, ${burst} at once`}`]),
    ...(concurrent === null ? [] : [`${concurrent} jobs at once`]),
    ...(key.replaces === null ? [] : [`replaces ${key.replaces}`]),
    key.last_used_at === null ? "never used" : `last used ${key.last_used_at}`,
  ].join("  ");
}

function stateOf({ state, expires_at: end }: KeyEntry): string {
  switch (state) {
    case "active":
      return end === null ? "in use" : `until ${end}`;
    case "paused":
      return "paused";
    case "expired":
      return `expired ${end}`;
    case "revoked":
      return "revoked";
  }
}
