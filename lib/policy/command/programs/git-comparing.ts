import { judgePath } from "@/lib/policy/command/paths/judge-path";
import { literalWord } from "@/lib/policy/command/shell/shell-word";
import type { Arguments, Form, Shape } from "./program";
import { shape } from "./shapes";

const { text, name, number, time, like, attached, oneOf, read } = shape;

// %G asks gpg, and so does the signature of a tag; both run what the configuration names.
export const format: Shape = {
  ...text,
  says: "a format without signatures",
  accepts: (value) => !/%G|signature|%\(describe/i.test(value),
};
/** A revision, a path, or revision:path; the path within a revision is held to the same rules as any other. */
export const object: Shape = {
  ...read,
  says: "a revision or path",
  accepts: (value) => value !== "" && !value.startsWith("-") && !isSecretInRevision(value),
};
export const sharedFlags = `--oneline --graph --all --decorate --no-decorate --stat --shortstat --numstat --name-only --name-status --summary --dirstat --no-color --reverse --merges
  --no-merges --first-parent --follow --no-patch -s --abbrev-commit --no-abbrev-commit --date-order --topo-order --author-date-order --branches --tags --remotes --left-right
  --cherry-pick --cherry-mark --boundary --full-history --simplify-by-decoration --relative-date --no-notes --parents --children --no-walk -i --regexp-ignore-case
  -E --extended-regexp -F --fixed-strings --all-match --invert-grep --no-renames --log-size --no-ext-diff --no-textconv --show-pulls --shortstat`;
const diffFlags = `-p -u --patch -w -b --ignore-all-space --ignore-space-change --ignore-blank-lines --minimal --patience --histogram --word-diff --color-words
  --check --full-index --binary --cached --staged --raw --exit-code -q --quiet --compact-summary -M -C -R --cc -m -c --no-prefix --merge-base --text -a -W --function-context -z`;
export const sharedOptions: Record<string, Shape> = {
  "-n": number,
  "--max-count": number,
  "--skip": number,
  "--since": time,
  "--after": time,
  "--until": time,
  "--before": time,
  "--author": text,
  "--committer": text,
  "--grep": text,
  "--format": format,
  "--pretty": format,
  "--date": text,
  "-S": text,
  "-G": text,
  "-L": like(/^[^\n]*$/, "lines"),
  "-U": number,
  "--unified": number,
  "--diff-filter": name,
  "--color": attached(oneOf("auto always never")),
  "--decorate": attached(oneOf("short full auto no")),
  "--stat": attached(like(/^[\d,]+$/, "widths")),
  "--abbrev": attached(number),
  "--diff-algorithm": name,
  "--inter-hunk-context": number,
};
export const noPrograms = ({ options }: Arguments): string[] =>
  ["--no-ext-diff", "--no-textconv"].filter((option) => !options.has(option));
export const comparing: Form = {
  flags: `${sharedFlags} ${diffFlags}`,
  options: sharedOptions,
  hasNumberOption: true,
  more: object,
  enforce: noPrograms,
};

function isSecretInRevision(value: string): boolean {
  const path = value.slice(value.indexOf(":") + 1);
  return value.includes(":") && judgePath({ word: literalWord(path), access: "read", folders: [] }) !== null;
}
