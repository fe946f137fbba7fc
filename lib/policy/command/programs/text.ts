import type { Doubt } from "@/lib/policy/command/doubt";
import { judgePath } from "@/lib/policy/command/paths/judge-path";
import { secretNames } from "@/lib/policy/command/paths/secret-rules";
import { literalWord, textOf } from "@/lib/policy/command/shell/shell-word";
import type { Arguments, Program } from "./program";
import { shape } from "./shapes";

const { read, text, name, number, attached, oneOf, like } = shape;
const key = like(/^\d+(\.\d+)?[bdfgihMnRrV]*(,\d+(\.\d+)?[bdfgihMnRrV]*)?$/, "a key such as 2,2n");

/** Programs that rearrange lines: they read files or what a pipe brings, and write nothing but their answer. */
export const textPrograms: Program[] = [
  {
    names: "sort",
    does: "Sorts lines.",
    bound: "Ends at the end of the last file.",
    flags: `-b -d -f -g -h -i -M -n -R -r -V -c -C -m -s -u -z --ignore-leading-blanks --dictionary-order --ignore-case --general-numeric-sort
      --human-numeric-sort --ignore-nonprinting --month-sort --numeric-sort --random-sort --reverse --version-sort --check --merge --stable --unique
      --zero-terminated --debug`,
    options: { "-k": key, "--key": key, "-t": text, "--field-separator": text, "-S": shape.size, "--parallel": number },
    more: read,
    readsInputBelow: 1,
    pass: [
      "sort /etc/passwd",
      "du -sh /var/* | sort -rh",
      "ps aux | sort -k3,3nr | head",
      "sort -t: -k3n /etc/passwd",
      "sort -nrk2 /etc/hosts",
    ],
    fail: [
      "sort",
      "sort -o out x",
      "sort x -o out",
      "sort -oout x",
      "sort -ro out x",
      "sort --output=out x",
      "sort --outp=out x",
      "sort -T /tmp x",
      "sort --compress-program=sh x",
      "sort --compress-prog sh x",
      "sort --files0-from=x",
      "sort -R --random-source=x y",
      "sort /etc/shadow",
    ],
  },
  {
    names: "uniq",
    does: "Drops or counts repeated lines.",
    bound: "Ends at the end of the file.",
    flags: "-c -d -D -i -u -z --count --repeated --ignore-case --unique --zero-terminated --all-repeated",
    options: {
      "-f": number,
      "--skip-fields": number,
      "-s": number,
      "--skip-chars": number,
      "-w": number,
      "--check-chars": number,
    },
    operands: [read],
    readsInputBelow: 1,
    pass: ["uniq /etc/hosts", "ls | sort | uniq -c", "ls | uniq -cd"],
    fail: ["uniq", "uniq in out", "uniq a*", "ls | uniq - out", "ls | uniq -- - out", "uniq --coun x"],
  },
  {
    names: "tr",
    does: "Replaces or deletes characters.",
    bound: "Ends with what the pipe brings.",
    flags: "-c -C -d -s -t --complement --delete --squeeze-repeats --truncate-set1",
    operands: [text, text],
    min: 1,
    readsInputBelow: 9,
    pass: ["ls | tr a-z A-Z", "cat /etc/hosts | tr -d '\\n'", "echo a:b | tr ':' '\\n'", "ls | tr -s '[:space:]'"],
    fail: ["tr a b", "ls | tr a b c", "ls | tr --dele a"],
  },
  {
    names: "diff",
    does: "Shows how files differ.",
    bound: "Ends at the end of the files.",
    flags: `-a -b -B -c -d -e -E -i -n -p -q -r -s -t -T -u -w -y -Z --brief --unified --context --side-by-side --recursive --report-identical-files
      --ignore-case --ignore-all-space --ignore-space-change --ignore-blank-lines --text --minimal --suppress-common-lines --no-dereference`,
    options: {
      "-U": number,
      "-C": number,
      "-W": number,
      "--color": attached(oneOf("auto always never")),
      "-I": text,
      "-x": text,
      "--exclude": text,
    },
    operands: [read, read],
    min: 2,
    check: checkDiff,
    enforce: leaveOut,
    pass: [
      "diff /etc/hosts /etc/hostname",
      "diff -u /etc/a.conf /etc/b.conf",
      "diff -rq /etc/nginx /etc/nginx.old",
      "diff -y -W 80 /etc/a /etc/b",
    ],
    fail: [
      "diff a",
      "diff -r /etc /srv/etc",
      "diff --from-file=/etc/shadow x",
      "diff -ru a b",
      "diff /etc/shadow /dev/null",
      "diff /etc/mysql /tmp/debian.cnf",
      "diff /tmp/key /etc/ssl/private",
      "diff /tmp/environ /proc/1",
      "cd /etc && diff mysql /tmp/debian.cnf",
      "diff -N a b -l",
      "diff --to-file=x y",
      "diff - /etc/hosts",
      "diff a* b",
    ],
  },
  {
    names: "cmp comm",
    does: "Compares two files.",
    bound: "Ends at the end of the files.",
    flags:
      "-1 -2 -3 -12 -13 -23 -123 -b -l -s --quiet --silent --print-bytes --verbose --total --check-order --nocheck-order",
    operands: [read, read],
    min: 2,
    pass: ["cmp /bin/ls /bin/dir", "comm -13 /etc/a /etc/b", "ls | comm -12 - /etc/b"],
    fail: ["cmp a", "cmp - a", "comm a /etc/shadow", "comm --output-delimiter"],
  },
  {
    names: "paste join",
    does: "Puts lines of files side by side.",
    bound: "Ends at the end of the files.",
    flags: "-i -s -z --serial --zero-terminated --header --check-order --nocheck-order",
    options: {
      "-d": text,
      "--delimiters": text,
      "-t": text,
      "-1": number,
      "-2": number,
      "-j": number,
      "-a": number,
      "-v": number,
      "-e": text,
      "-o": name,
    },
    more: read,
    readsInputBelow: 1,
    pass: ["paste -d, /etc/hosts /etc/hostname", "ls | paste -sd,", "join -t: /etc/passwd /etc/group"],
    fail: ["paste", "paste - -", "join /etc/shadow /etc/passwd", "paste --delim=, x"],
  },
  {
    names: "column",
    does: "Sets lines as a table.",
    bound: "Ends at the end of the file.",
    flags: "-t -x -n -e -J -L -r --table --json --fillrows --table-noheadings",
    options: {
      "-s": text,
      "--separator": text,
      "-o": text,
      "--output-separator": text,
      "-c": number,
      "-N": name,
      "-R": name,
      "-H": name,
      "-C": text,
      "-l": number,
    },
    more: read,
    readsInputBelow: 1,
    pass: ["mount | column -t", "column -s: -t /etc/passwd"],
    fail: ["column -t", "column -t /etc/shadow", "column --sep=: x"],
  },
  {
    names: "fold fmt rev expand unexpand tac",
    does: "Rearranges lines.",
    bound: "Ends at the end of the last file.",
    flags: "-a -b -i -s -u --spaces --initial",
    options: { "-w": number, "--width": number, "-t": shape.names },
    more: read,
    readsInputBelow: 1,
    pass: ["fold -w 80 /etc/hosts", "tac /var/log/syslog | head", "ls | rev"],
    fail: ["rev", "fold -w x /etc/hosts", "tac /etc/shadow"],
  },
  {
    names: "nl",
    does: "Numbers lines.",
    bound: "Ends at the end of the last file.",
    flags: "-p --no-renumber",
    options: { "-b": name, "-w": number, "-s": text, "-n": oneOf("ln rn rz"), "-v": number, "-i": number },
    more: read,
    readsInputBelow: 1,
    pass: ["nl -ba /etc/hosts", "ls | nl"],
    fail: ["nl", "nl /etc/shadow", "nl --body=a x"],
  },
  {
    names: "base64 base32",
    does: "Encodes or decodes text.",
    bound: "Ends at the end of the file.",
    flags: "-d -i --decode --ignore-garbage",
    options: { "-w": number, "--wrap": number },
    operands: [read],
    readsInputBelow: 1,
    pass: ["echo aGk= | base64 -d", "base64 -w0 /etc/hostname"],
    fail: ["base64", "base64 /etc/shadow", "base64 -o out x"],
  },
];

/**
 * What differs in folders is shown by name only. A file given with a folder is compared with the file of its name in
 * there, so that path counts as well.
 */
function checkDiff({ options, operands, folders: starts }: Arguments): Doubt | null {
  const isBrief = options.has("-q") || options.has("--brief");
  if (isBrief) return null;
  if (options.has("-r") || options.has("--recursive")) return folders;
  const [left = "", right = ""] = operands.map(textOf);
  const within = [`${left}/${nameOf(right)}`, `${right}/${nameOf(left)}`].filter((path) => !path.startsWith("-"));
  const isReached = within.some(
    (path) => judgePath({ word: literalWord(path), access: "read", folders: starts }) !== null,
  );
  return isReached ? folders : null;
}

/** Two folders without -r are compared one level deep; then the names under which secrets are kept are left out. */
function leaveOut({ options }: Arguments): string[] {
  if (options.has("-q") || options.has("--brief")) return [];
  return [".*", ...secretNames, "*secret*", "*credential*", "*password*", "*token*"].map((name) => `--exclude=${name}`);
}

const nameOf = (path: string) => path.split("/").findLast((name) => name !== "") ?? "";
const folders: Doubt = {
  rule: "tree-holds-secrets",
  reason: "Comparing folders could show secrets; use diff -rq to see which files differ.",
};
