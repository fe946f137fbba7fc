import type { JsonObject } from "@/lib/contracts/json";

/** What a change has changed, from what and to what, for the audit log. */
export function differencesOf({ before, after }: { before: JsonObject; after: JsonObject }): JsonObject {
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(names.map((name) => [name, { from: before[name] ?? null, to: after[name] ?? null }]));
}
