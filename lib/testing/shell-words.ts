import { spawnSync } from "node:child_process";

/** The shells of this machine that the words are checked with. */
export const shells = ["bash", "dash"].filter((shell) => spawnSync(shell, ["-c", "true"]).status === 0);

const end = "<<end of the words>>";

type ShellWordsInput = {
  shell: string;
  line: string;
  /** Names that stand for programs; each only writes down its words, and reads what a pipe brings. */
  names: string[];
};

/** The words that a real shell hands to each program of a line, in order. Nothing but the shell itself is run. */
export function shellWords({ shell, line, names }: ShellWordsInput): string[][] {
  // One printf a record: two programs of a pipe write at once.
  const stubs = names.map(
    (name) => `${name}() { while read -r _; do :; done; command printf '%s\\0' ${name} "$@" '${end}' >&3; }`,
  );
  // Unmatched globs stay as they are, and so are compared as text.
  const script = ["set -f", "PATH=/nonexistent", "exec 3>&1 </dev/null", ...stubs, line].join("\n");
  const { stdout, status, stderr } = spawnSync(shell, ["-c", script], {
    encoding: "utf8",
    env: { NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 5_000,
  });
  if (status !== 0) throw new Error(`${shell} ended with ${status}: ${stderr}`);
  return stdout
    .split(`\0${end}\0`)
    .slice(0, -1)
    .map((record) => record.split("\0"));
}
