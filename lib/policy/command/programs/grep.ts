import type { Doubt } from "@/lib/policy/command/doubt";
import { secretNames } from "@/lib/policy/command/paths/secret-rules";
import type { Arguments, Form, Program } from "./program";
import { shape } from "./shapes";

const { read, text, number, oneOf, attached, like } = shape;
const recursive = ["-r", "--recursive"];
const color = attached(oneOf("auto always never"));

/** What a recursive search leaves out: everything hidden, and the names under which secrets are kept. */
const leftOut = [
  "--exclude=.*",
  "--exclude-dir=.?*",
  "--exclude-dir=private",
  "--exclude-dir=secrets",
  "--exclude-dir=system-connections",
  ...secretNames.map((name) => `--exclude=${name}`),
  ...["secret", "credential", "passwd", "password", "token", "id_rsa", "id_ed25519"].map(
    (word) => `--exclude=*${word}*`,
  ),
];

/** A form shared by all of them: the pattern is an operand unless it is given with -e. */
const grepForm: Form = {
  flags: `-a -b -c -E -F -G -h -H -i -I -l -L -n -o -P -q -r -s -T -U -v -w -x -y -z -Z --basic-regexp --extended-regexp --fixed-strings
    --perl-regexp --ignore-case --no-ignore-case --invert-match --word-regexp --line-regexp --count --files-with-matches --files-without-match
    --only-matching --quiet --silent --no-messages --byte-offset --with-filename --no-filename --line-number --initial-tab --null --text
    --null-data --recursive --line-buffered --binary`,
  options: {
    "-e": text,
    "--regexp": text,
    "-A": number,
    "-B": number,
    "-C": number,
    "-m": number,
    "--after-context": number,
    "--before-context": number,
    "--context": number,
    "--max-count": number,
    "--color": color,
    "--colour": color,
    "--label": text,
    "--binary-files": oneOf("text binary without-match"),
    "--include": like(/^[^.][^\n]*$|^\*\.[^\n]*$/, "names of files that are not hidden"),
    "--exclude": text,
    "--exclude-dir": text,
  },
  hasNumberOption: true,
  treeWith: recursive,
};

export const grepPrograms: Program[] = [
  {
    ...grepForm,
    names: "grep egrep fgrep",
    does: "Shows the lines of files that match a pattern.",
    bound: "Ends at the end of the last file.",
    operands: [text],
    more: read,
    min: 1,
    readsInputBelow: 2,
    check: (given) => checkGrep({ given, files: given.operands.length - 1 }),
    enforce,
    instead: {
      when: ["-e", "--regexp"],
      form: {
        ...grepForm,
        more: read,
        readsInputBelow: 1,
        check: (given) => checkGrep({ given, files: given.operands.length }),
        enforce,
      },
    },
    pass: [
      "grep -i error /var/log/syslog",
      "grep -rn 'listen 80' /etc/nginx",
      "grep -r --include=*.conf listen /etc/nginx/conf.d",
      "ps aux | grep nginx",
      "grep -E 'a|b$' /etc/passwd",
      "grep -c processor /proc/cpuinfo",
      "grep -e a -e b /etc/hosts",
      "grep -A3 -B 2 x /etc/hosts",
      "grep -5 x /etc/hosts",
      "grep foo$ /etc/hosts",
      "grep -l root /var/log/*.log",
      "grep [a-z]oo /etc/hosts",
    ],
    fail: [
      "grep x",
      "grep -e x",
      "grep -r x",
      "grep -r x .",
      "grep -R x /var/log",
      "grep -r x /",
      "grep -r x /etc",
      "grep -r x /root/.ssh",
      "grep -r x /proc",
      "grep -rn x /var",
      "grep -f patterns x",
      "grep --file=p x",
      "grep root /etc/shadow",
      "grep -e root /etc/shadow",
      "grep --recurs x /etc",
      "grep -r x /home/*",
      "grep -dread x /etc",
      "grep -d recurse x /etc",
      "grep --directories=recurse x /etc",
      "grep -r --include=.env x /srv",
      "grep '' /etc/sh*",
      "grep -r x /var/log/../../etc",
    ],
  },
  {
    names: "zgrep",
    does: "Shows the lines of compressed files that match a pattern.",
    bound: "Ends at the end of the last file.",
    flags: "-c -E -F -h -H -i -l -n -o -v -w",
    // zgrep is a shell script that once ran what stood in a file's name (CVE-2022-1271): its files are spelled out.
    operands: [shape.like(/^[^-]/, "a pattern"), read, read, read],
    min: 2,
    pass: ["zgrep -i error /var/log/syslog.2.gz"],
    fail: ["zgrep x", "zgrep x /var/log/*.gz", "zgrep -f p /var/log/x.gz", "zgrep x /etc/shadow"],
  },
];

function isRecursive({ options }: Arguments): boolean {
  return recursive.some((option) => options.has(option));
}

function checkGrep({ given, files }: { given: Arguments; files: number }): Doubt | null {
  return isRecursive(given) && files < 1
    ? { rule: "operand-missing", reason: "Name the directory to search, in full." }
    : null;
}

function enforce(given: Arguments): string[] {
  return isRecursive(given) ? leftOut : [];
}
