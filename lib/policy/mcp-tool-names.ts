import { createHash } from "node:crypto";

const charsMax = 64;
/** How many digits of its hash a name carries, as often as it takes until no two are the same. */
const hashLevels = [0, 8, 16, 32, 48] as const;

/**
 * A name for each intent that every client takes (`[A-Za-z0-9_-]`, 64 characters at most), and the intent of each name:
 * `memory.write` is `memory_write`. Those that would share a name, or take a reserved one, all carry a part of their
 * hash instead, so that none ever answers to the name of another. The order of the intents does not matter.
 */
export function mcpToolNames(intents: readonly string[], reserved: readonly string[] = []): Map<string, string> {
  const levels = new Map(intents.map((intent) => [intent, intent.length > charsMax ? 1 : 0]));
  for (;;) {
    const byName = new Map<string, string>();
    const shared = new Set<string>();
    for (const [intent, level] of levels) {
      const name = nameOf(intent, level);
      const other = byName.get(name);
      if (other !== undefined) shared.add(other);
      if (other !== undefined || reserved.includes(name)) shared.add(intent);
      byName.set(name, intent);
    }
    if (shared.size === 0) return byName;
    for (const intent of shared) levels.set(intent, (levels.get(intent) ?? 0) + 1);
  }
}

function nameOf(intent: string, level: number): string {
  const plain = intent.replaceAll(".", "_");
  const digits = hashLevels[level];
  // Two intents with the same 192 bits of SHA-256; the loop must end all the same.
  if (digits === undefined) throw new Error(`no name is free for ${intent}`);
  if (digits === 0) return plain;
  const hash = createHash("sha256").update(intent).digest("hex").slice(0, digits);
  return `${plain.slice(0, charsMax - 1 - digits)}_${hash}`;
}
