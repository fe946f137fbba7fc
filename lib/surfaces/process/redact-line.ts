import { hideKnownSecrets } from "@/lib/core/known-secrets";
import { redactSecrets } from "@/lib/policy/command/redact-secrets";

/** What a secret stands behind, or begins with. Most lines have nothing of it, and are looked at no further. */
const mayHold = new RegExp(
  [
    "pass|pwd|psk|secret|token|credential|auth|bearer|cookie|identified|masterauth|bindpw|rootpw",
    "(?:api|access|private|encryption|fastopen|account)[_-]?key",
    "gh[pousr]_|github_pat_|gl[a-z]{2,3}-|xox|xapp-|[sr]k[_-]|whsec_|hf_|npm_|pypi-|dckr_pat_|ork_",
    "AKIA|ASIA|ABIA|ACCA|AIza|ya29|GOCSPX|SG\\.|eyJ|LS0tLS1|-----BEGIN|hooks\\.slack",
    '\\$\\d|\\$[agy]|:\\/\\/[^/]*@| -{1,2}[upa]|"auth"',
  ].join("|"),
  "i",
);

/** A log line without secrets: those that this process knows, and what looks like one. It stays one line of JSON. */
export function redactLine(line: string): string {
  const known = hideKnownSecrets(line);
  if (!mayHold.test(known)) return known;
  const redacted = redactSecrets(known);
  return redacted === known || isJson(redacted) ? redacted : redactValues(known);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where a pattern reaches over the end of a value, each is looked at by itself. */
function redactValues(line: string): string {
  const redacted = JSON.stringify(
    JSON.parse(line, (name, value) => (typeof value === "string" ? redactValue({ name, value }) : value)),
  );
  return `${redacted}\n`;
}

/** Beside its name, by which some are told. */
function redactValue({ name, value }: { name: string; value: string }): string {
  const alone = redactSecrets(value);
  const prefix = `${name}: `;
  return redactSecrets(prefix + alone.split("\n", 1)[0]).includes("[redacted") && !alone.includes("\n")
    ? redactSecrets(prefix + alone).slice(prefix.length)
    : alone;
}
