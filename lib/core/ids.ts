import { randomBytes } from "node:crypto";

const prefixes = {
  job: "job",
  memory: "mem",
  key: "key",
  user: "usr",
  request: "req",
  process: "prc",
  flow: "flow",
  host: "host",
  approval: "apr",
  decision: "dec",
  question: "qst",
  file: "file",
  mcpServer: "mcp",
  credential: "crd",
  oauthClient: "oac",
  grant: "grt",
  invitation: "inv",
  jobView: "view",
  budget: "bud",
  reembedding: "reb",
  alert: "alert",
} as const;
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A prefixed ULID in lower case (`job_01jd…`): 48 bits of milliseconds, 80 random bits, so that ids sort by time
 * and an index on them is also the order of arrival. Source: github.com/ulid/spec.
 */
export function createId(kind: keyof typeof prefixes, nowMs: number): string {
  return `${prefixes[kind]}_${encodeTime(nowMs)}${encodeRandom()}`;
}

/** The smallest id that a moment can have: everything older has a smaller one, so the primary key finds it. */
export function smallestId(kind: keyof typeof prefixes, atMs: number): string {
  return `${prefixes[kind]}_${encodeTime(atMs)}${"0".repeat(16)}`;
}

function encodeTime(nowMs: number): string {
  let rest = nowMs;
  let text = "";
  for (let i = 0; i < 10; i++) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeRandom(): string {
  let text = "";
  for (const byte of randomBytes(16)) text += alphabet[byte & 31];
  return text;
}
