import type { Doubt } from "@/lib/policy/command/doubt";
import { textOf } from "@/lib/policy/command/shell/shell-word";
import type { Arguments, Form, Program } from "./program";
import { shape } from "./shapes";

const { text, name, number, time, like, attached, oneOf, read } = shape;

import { comparing, format, noPrograms, object, sharedFlags, sharedOptions } from "./git-comparing";
import { disarmed } from "./git-disarmed";

const refPattern = like(/^[\w.*?/@-]+$/, "a name or pattern");
const refs: Form = {
  flags: "--contains --no-contains --merged --no-merged",
  options: {
    "--sort": format,
    "--format": format,
    "--contains": attached(name),
    "--merged": attached(name),
    "--points-at": name,
    "--count": number,
  },
};

/** git, as far as it only looks at the repository, with everything disarmed that a repository could make it run. */
export const gitPrograms: Program[] = [
  {
    names: "git",
    does: "Looks at a git repository, with hooks, pagers and outside diffs switched off.",
    bound: "Ends with the last commit or file.",
    prefix: ["--no-pager", "--no-optional-locks", ...disarmed],
    options: { "-C": read },
    flags: "-P --no-pager --no-optional-locks",
    startsIn: "-C",
    commands: {
      status: {
        flags:
          "-s -b -z --short --branch --porcelain --show-stash --ahead-behind --no-ahead-behind --long --ignored --no-renames",
        options: {
          "--porcelain": attached(oneOf("v1 v2 1 2")),
          "-u": attached(oneOf("no normal all")),
          "--untracked-files": attached(oneOf("no normal all")),
          "--ignore-submodules": attached(oneOf("none untracked dirty all")),
        },
        more: object,
      },
      log: comparing,
      show: comparing,
      diff: { ...comparing, check: checkDiff },
      "diff-tree": comparing,
      whatchanged: comparing,
      "stash list": comparing,
      "stash show": comparing,
      // Its other words are subcommands, and some of them delete.
      reflog: { flags: sharedFlags, options: sharedOptions, hasNumberOption: true, enforce: noPrograms },
      "reflog show": comparing,
      blame: {
        flags:
          "-b -c -e -f -n -l -s -t -w -M -C --show-email --show-name --show-number --root --porcelain --line-porcelain --date",
        options: { "-L": sharedOptions["-L"] ?? text, "--since": time, "--date": name },
        more: object,
        min: 1,
        enforce: ({ options }) => (options.has("--no-textconv") ? [] : ["--no-textconv"]),
      },
      shortlog: {
        flags: "-s -n -e -c --summary --numbered --email --committer --no-merges --all",
        options: { "--since": time, "--until": time },
        more: object,
        check: ({ operands, options }) => (operands.length > 0 || options.has("--all") ? null : standardInput),
      },
      branch: {
        ...refs,
        flags: `${refs.flags} -a -r -v -vv --all --remotes --list --verbose --show-current --no-color --no-column`,
        more: refPattern,
        check: listsOnly(["--list"]),
      },
      tag: {
        ...refs,
        flags: `${refs.flags} -l --list -n --no-column`,
        options: { ...refs.options, "-n": attached(number) },
        more: refPattern,
        check: listsOnly(["-l", "--list"]),
      },
      "for-each-ref": { ...refs, more: refPattern },
      remote: { flags: "-v --verbose" },
      "remote get-url": { flags: "--all --push", operands: [name], min: 1 },
      "rev-parse": {
        flags:
          "--abbrev-ref --short --show-toplevel --git-dir --is-inside-work-tree --is-bare-repository --verify -q --all --branches --tags --absolute-git-dir --show-prefix --is-shallow-repository --symbolic-full-name",
        options: { "--short": attached(number) },
        more: object,
      },
      "rev-list": {
        flags: `${sharedFlags} --count --objects`,
        options: sharedOptions,
        hasNumberOption: true,
        more: object,
        min: 1,
      },
      describe: {
        flags: "--all --tags --long --always --exact-match --contains --first-parent",
        options: { "--match": text, "--abbrev": number, "--candidates": number },
        more: object,
      },
      "ls-files": {
        flags:
          "-c -d -m -o -i -s -u -z -t --cached --deleted --modified --others --ignored --stage --unmerged --exclude-standard --full-name --eol",
        more: object,
      },
      "ls-tree": {
        flags: "-d -r -t -l -z --name-only --long --full-name --full-tree --name-status",
        more: object,
        min: 1,
      },
      "cat-file": { flags: "-t -s -e -p", operands: [object], min: 1 },
      "merge-base": { flags: "-a --all --octopus --is-ancestor", more: object, min: 2 },
      "name-rev": { flags: "--name-only --tags", more: object, min: 1 },
      "show-ref": { flags: "--heads --tags --head -d -s --verify -q", more: name },
      "symbolic-ref": { flags: "--short -q", operands: [name], min: 1 },
      "worktree list": { flags: "--porcelain -v" },
      "count-objects": { flags: "-v -H --verbose --human-readable" },
      "config --get": {
        operands: [
          like(
            /^(?:user\.(?:name|email)|core\.[a-z]+|remote\.[\w-]+\.url|branch\.[\w./-]+\.(?:remote|merge)|init\.defaultbranch|pull\.[a-z]+)$/i,
            "a setting that is no secret",
          ),
        ],
        min: 1,
      },
      grep: {
        flags:
          "-n -i -l -L -c -w -v -E -F -G -P -I -h -H -q -o -p -W --line-number --ignore-case --files-with-matches --count --word-regexp --heading --break --cached --no-textconv",
        options: { "-e": text, "-A": number, "-B": number, "-C": number, "--max-depth": number, "-m": number },
        operands: [text],
        more: object,
        enforce: ({ options }) => (options.has("--no-textconv") ? [] : ["--no-textconv"]),
      },
    },
    pass: [
      "git status",
      "git status -sb",
      "git log --oneline -10",
      "git log -n 5 --stat",
      "git -C /srv/app log -1 --format='%h %s'",
      "git diff HEAD~1",
      "git show HEAD:README.md",
      "git branch -a",
      "git branch --show-current",
      "git remote -v",
      "git blame -L 1,10 README.md",
      "git rev-parse --short HEAD",
      "git tag -l 'v*'",
      "git stash list",
      "git shortlog -sn HEAD",
      "git diff --stat main..dev",
      "git log -p -- src/a.ts",
      "git ls-files | wc -l",
      "git config --get remote.origin.url",
      "git reflog -5",
      "git show --stat HEAD",
      "git --no-pager log -3",
    ],
    fail: [
      // It runs the repository's textconv, and has no option against that.
      "git status -v",
      "git commit -m x",
      "git branch new",
      "git branch -d x",
      "git branch -D x",
      "git branch -m a b",
      "git tag v1",
      "git tag -d v1",
      "git push",
      "git fetch",
      "git pull",
      "git checkout x",
      "git -c core.pager=sh log",
      "git -c alias.x=!sh x",
      "git --exec-path=/x status",
      "git --git-dir=/x status",
      "git log --ext-diff",
      "git diff --textconv",
      "git log --show-signature",
      "git log --format=%G?",
      "git log --output=x",
      "git diff --output=x",
      "git grep -Oless x",
      "git grep --open-files-in-pager=sh x",
      "git diff --no-index /etc/shadow /dev/null",
      "git diff /etc/shadow /etc/hosts",
      "git show HEAD:.env",
      "git show HEAD:config/id_rsa",
      "git config --list",
      "git config user.name x",
      "git config --get http.extraheader",
      "git ls-remote --upload-pack=sh x",
      "git remote add x y",
      "git remote show origin",
      "git remote update",
      "git stash",
      "git stash pop",
      "git stash drop",
      "git reflog expire --all",
      "git reflog delete x",
      "git -p log",
      "git --paginate log",
      "git bisect run sh",
      "git archive HEAD",
      "git gc",
      "git worktree add x",
      "git symbolic-ref HEAD refs/x",
      "git rev-parse --parseopt",
      "git cat-file --textconv HEAD:x",
      "git cat-file --batch",
      "git shortlog",
      "git for-each-ref --format='%(signature)'",
      "git submodule foreach id",
      "git --config-env=a=b log",
      "cd /proc && git diff 1/environ 1/status",
      "git -C /proc diff 1/environ 1/status",
      "git log --outp=x",
      "git blame --contents /etc/shadow x",
      "git rev-parse --git-path x",
      "git ls-files --exclude-from=x",
      // It writes the index anew, even under --no-optional-locks.
      "git describe --dirty",
      "git diff /etc /tmp",
      "git diff etc tmp",
      "git diff -- a b",
      "git diff ../a ../b",
    ],
  },
];

/** Of two paths outside a repository git compares everything below them; one of two words must be a revision then. */
function checkDiff({ operands }: Arguments): Doubt | null {
  const isRevision = (text: string) =>
    /^(?:HEAD|@|[0-9a-f]{7,40}|(?:[\w-][\w./-]*|@)(?:[~^]\d*|@\{[^}]*\})+)$/.test(text);
  return operands.length !== 2 || operands.map(textOf).some(isRevision)
    ? null
    : {
        rule: "tree-holds-secrets",
        reason: "Two words could be two folders; write two revisions as A..B, and a path behind HEAD --.",
      };
}

function listsOnly(listing: string[]) {
  return ({ options, operands }: Arguments): Doubt | null =>
    operands.length === 0 || listing.some((option) => options.has(option))
      ? null
      : {
          rule: "changes-files",
          reason: `With a name behind it this creates something; add ${listing.at(-1)} to list.`,
        };
}

const standardInput: Doubt = {
  rule: "reads-standard-input",
  reason: "git shortlog waits for standard input without a revision; use git shortlog -sn HEAD.",
};
