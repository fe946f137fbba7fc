import type { Finding } from "@/lib/contracts/doctor";

const marks = { ok: "✓", warning: "!", failed: "✗" } as const;

/** Findings as lines for people: a mark, what was looked at, what was found, and under it what to do. */
export function listFindings(findings: (Finding & { name: string })[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings
    .map(({ name, state, detail, fix }) => {
      const line = `${marks[state]} ${name.padEnd(width)}  ${detail}`;
      return fix === null ? line : `${line}\n  ${" ".repeat(width)}  → ${fix}`;
    })
    .join("\n");
}
