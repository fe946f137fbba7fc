import type { KeyEntry } from "@/lib/contracts/key";

/** What the audit log keeps of a key: what it may, and nothing of the key itself. */
export function keyFacts(entry: KeyEntry) {
  const { name, intents, namespace, rights, expires_at, addresses, rate_per_minute, burst, concurrent_max } = entry;
  return { name, intents, namespace, rights, expires_at, addresses, rate_per_minute, burst, concurrent_max };
}
