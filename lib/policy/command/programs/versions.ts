import type { Program } from "./program";

/** What asks for the version alone. Left out are programs that fetch, log or start something even then (go, yarn, pm2). */
const askedWith: Record<string, string> = {
  "--version": `bash python python3 pip pip3 node npm ruby gem perl php gcc g++ clang make cmake git docker podman curl wget openssl
    mysql psql mariadb redis-server redis-cli postgres sqlite3 rsync tar grep sed awk gawk find ls systemctl journalctl jq vim nano tmux screen zsh
    haproxy java javac logrotate`,
  "-V": "nginx python python3 ssh tmux",
  "-v": "nginx node npm php apache2 httpd haproxy",
  "-version": "java javac",
  version: "docker podman helm openssl kubectl",
};

/** One row for all of them. */
export const versionPrograms: Program[] = [
  {
    names: [...new Set(Object.values(askedWith).flatMap((names) => names.split(/\s+/)))].join(" "),
    does: "Shows a program's version.",
    bound: "Ends at once.",
    pass: [
      "python3 --version",
      "node -v",
      "nginx -v",
      "nginx -V",
      "java -version",
      "openssl version",
      "git --version",
      "ssh -V",
      "bash --version",
    ],
    fail: [
      "python3 -c x",
      "node -e x",
      "nginx -t",
      "nginx",
      "nginx -s reload",
      "bash -c id",
      "curl http://x",
      "openssl enc -in x",
      "perl -v x",
      "python3 --version x",
      "php -v -r x",
      "ssh host",
      "go run x",
      "nginx -T",
      "curl --version http://x",
      "awk --version /etc/shadow",
    ],
  },
];

/** Whether the words after a program's name do nothing but ask for its version. */
export function asksVersion({ name, words }: { name: string; words: string[] }): boolean {
  const [word] = words;
  return (
    words.length === 1 &&
    word !== undefined &&
    Object.hasOwn(askedWith, word) &&
    (askedWith[word] ?? "").split(/\s+/).includes(name)
  );
}
