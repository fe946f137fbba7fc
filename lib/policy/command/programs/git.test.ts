import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { judgeCommand } from "@/lib/policy/command/judge-command";

let repo = "";
let touched = 2_000;
const marker = () => join(repo, ".git", "something-ran");
const env = { NODE_ENV: "test" as const, PATH: process.env.PATH ?? "", HOME: "/nonexistent", GIT_CONFIG_NOSYSTEM: "1" };
const git = (...words: string[]) =>
  execFileSync("git", words, {
    cwd: repo,
    env: { ...env, GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@b" },
  });

/** A repository whose configuration runs a program wherever git lets it. */
beforeAll(() => {
  repo = mkdtempSync(join(tmpdir(), "hostile-repo-"));
  git("init", "-q", "-b", "main");
  writeFileSync(join(repo, "README.md"), "one\n");
  writeFileSync(join(repo, "touched.txt"), "same\n");
  writeFileSync(join(repo, ".gitattributes"), "*.md diff=evil\n");
  git("add", ".");
  git("commit", "-qm", "one");
  git("tag", "v1");
  writeFileSync(join(repo, "README.md"), "one\ntwo\n");
  git("commit", "-qam", "two");
  writeFileSync(join(repo, "README.md"), "one\ntwo\nthree\n");
  // The same content at another time: whoever refreshes the index has something to write.
  utimesSync(join(repo, "touched.txt"), 1_000, 1_000);
  const evil = join(repo, ".git", "evil.sh");
  writeFileSync(evil, `#!/bin/sh\necho "$@" >> '${marker()}'\n`, { mode: 0o755 });
  const settings =
    "core.fsmonitor core.pager pager.log pager.status pager.diff diff.external diff.evil.textconv diff.evil.command gpg.program core.sshCommand core.editor credential.helper filter.lfs.process core.hooksPath core.alternateRefsCommand";
  for (const setting of settings.split(" ")) git("config", setting, evil);
  git("config", "log.showSignature", "true");
  git("config", "alias.status", "!false");
});

afterAll(() => rmSync(repo, { recursive: true, force: true }));

it.each([
  "git status",
  "git status --short --branch",
  "git diff",
  "git diff HEAD~1 -- README.md",
  "git log -p",
  "git log --stat -3",
  "git show HEAD",
  "git show HEAD:README.md",
  "git blame README.md",
  "git grep -n two",
  "git stash list",
  "git reflog",
  "git branch -vv",
  "git tag -l 'v*'",
  "git for-each-ref --format '%(refname:short)'",
  "git diff-tree -p HEAD~1 HEAD",
  "git ls-files -m",
  "git describe --tags --always",
  "git diff --quiet --cached",
  "git diff --stat",
  "git rev-parse --short HEAD",
  "git shortlog -sn HEAD",
  "git rev-list --count HEAD",
  "git whatchanged -p",
])("%s answers, and neither runs nor writes anything that the repository names", (command) => {
  const { rendered, reason } = judgeCommand(command);
  expect(rendered, reason).not.toBeNull();
  const index = join(repo, ".git", "index");
  utimesSync(join(repo, "touched.txt"), 1_000, ++touched);
  const before = [readFileSync(index, "hex"), statSync(index).mtimeMs];
  const { status, stderr } = spawnSync("sh", ["-c", rendered ?? ""], { cwd: repo, env, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(existsSync(marker())).toBe(false);
  expect([readFileSync(index, "hex"), statSync(index).mtimeMs]).toEqual(before);
});

it("runs what the repository names when git is not disarmed, so that this test can fail", () => {
  spawnSync("git", ["diff"], { cwd: repo, env });
  expect(existsSync(marker())).toBe(true);
});
