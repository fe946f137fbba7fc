import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shells, shellWords } from "@/lib/testing/shell-words";
import { judgeCommand } from "./judge-command";

const runs = 300;
const names = ["ls", "echo", "stat", "printf", "cat", "grep", "wc", "sort"];

/** A word as somebody might write it: the same text in no, single, double or backslash quotes, changing on the way. */
const quoters: ((text: string) => string)[] = [
  (text) => `'${text.replaceAll("'", `'"'"'`)}'`,
  (text) => `"${text.replace(/["$`\\]/g, "\\$&")}"`,
  (text) => text.replace(/[^A-Za-z0-9_]/g, (character) => (character === "\n" ? "'\n'" : `\\${character}`)) || "''",
];
const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(..."abcXYZ019_-./:=,@%+") },
  { weight: 2, arbitrary: fc.constantFrom(..." \t\n'\"\\$`!#&|;<>(){}[]*?~^") },
  { weight: 1, arbitrary: fc.constantFrom("é", "ü", "漢", "😀") },
);
const text = fc.array(character, { maxLength: 12 }).map((characters) => characters.join(""));
const written = fc
  .array(fc.record({ text, quoter: fc.constantFrom(...quoters) }), { minLength: 1, maxLength: 3 })
  .map((pieces) => ({
    text: pieces.map((piece) => piece.text).join(""),
    source: pieces.map(({ text: piece, quoter }) => quoter(piece)).join(""),
  }));
const connector = fc.constantFrom(" | ", " && ", ";", " ; ", "\n", " |\n", " && \\\n ");
const redirection = fc.constantFrom(
  "",
  "",
  "",
  " 2>/dev/null",
  " 2>&1",
  " >/dev/null",
  " </dev/null",
  " &>/dev/null",
  " 1>&2",
);
const step = fc.record({
  name: fc.constantFrom("echo", "printf", "echo"),
  words: fc.array(written, { minLength: 1, maxLength: 4 }),
  redirection,
});
const line = fc.array(fc.tuple(step, connector), { minLength: 1, maxLength: 4 }).map((steps) => {
  // Behind a pipe that carries nothing two stubs would write at once, and bash writes a text line by line.
  const isPiped = steps.slice(1).some(([, before]) => before.includes("|"));
  const to = (redirection: string) => (isPiped && redirection !== " 2>&1" ? "" : redirection);
  return {
    source: steps
      .map(
        ([{ name, words, redirection }, before], at) =>
          `${at === 0 ? "" : before}${name} ${words.map((word) => word.source).join(" ")}${to(redirection)}`,
      )
      .join(""),
    argv: steps.map(([{ name, words }]) => [name, ...words.map((word) => word.text)]),
  };
});

it("has bash and dash to check with", () => {
  expect(shells).toEqual(["bash", "dash"]);
});

describe.each(shells)("read by %s", (shell) => {
  it("an accepted line has the words that were judged, however it was quoted", () => {
    let accepted = 0;
    fc.assert(
      fc.property(line, ({ source, argv }) => {
        const { verdict, rendered, parts } = judgeCommand(source);
        if (verdict !== "allow" || rendered === null) return;
        accepted++;
        expect(parts.map((part) => part.argv)).toEqual(argv);
        expect(sorted(shellWords({ shell, line: rendered, names }))).toEqual(sorted(argv));
      }),
      { numRuns: runs },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it("an accepted line means the same as it did before it was rendered", () => {
    let accepted = 0;
    const tokens = fc.constantFrom(
      ..."ls|echo|stat|cat|grep|wc|sort| | | | | |a|b c|'|\"|\\|$|*|?|[a-z]|[|]|{|}|,|~|#|!|=|-l|-n|--|-c|/var/log/x.log|/etc/hosts|./a|;|&&|2>&1|>/dev/null|2>/dev/null|</dev/null|1|2|&|<|>|(|)|`|\n|\\\n|\t|%s|^|-".split(
        "|",
      ),
      "|",
      " | ",
      "||",
    );
    const soup = fc.array(tokens, { minLength: 2, maxLength: 14 }).map((parts) => parts.join(""));
    const start = fc.constantFrom("ls ", "echo ", "cat /etc/hosts ", "echo a|grep ", "stat a ");
    fc.assert(
      fc.property(start, soup, (first, rest) => {
        const source = first + rest;
        const { verdict, rendered, parts } = judgeCommand(source);
        if (verdict !== "allow" || rendered === null) return;
        if (!parts.every(({ argv }) => names.includes(argv?.[0] ?? ""))) return;
        if (parts.some(({ connector: joint }) => joint === "|") && rendered.includes("\n")) return;
        accepted++;
        // dash has neither &> nor |&: what was written is read by bash, what is sent by both.
        const before = shellWords({ shell: "bash", line: source, names });
        const after = shellWords({ shell, line: rendered, names });
        expect(sorted(after.map(withoutAnchor))).toEqual(sorted(before.map(withoutAnchor)));
      }),
      { numRuns: 10 * runs },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

/** The sides of a pipe run at once; which of them writes first says nothing. */
function sorted(lines: string[][]): string[] {
  return lines.map((words) => JSON.stringify(words)).sort();
}

/** A glob in front gets ./ so that no name it matches is taken for an option. */
function withoutAnchor(words: string[]): string[] {
  return words.map((word) => word.replace(/^\.\/(?=[*?[])/, ""));
}

it("judges what it has rendered as the same words again, byte for byte", () => {
  const commands = [
    "ls *",
    "ls -la /var/log/*.gz | sort -r",
    "git -C /srv log -3",
    "journalctl -u x",
    "ping -c 3 ::1",
    "grep -rn x /var/log --include=*.log",
    "grep -r --exclude=*.pem --include=*.pem x /srv",
    "dmesg -H",
    "systemctl status x |& cat",
    "cat /etc/hosts &>/dev/null",
    "cd /var/log && ls || true; echo 'it''s'",
    "find . ! -name '*.x' \\( -type f -o -type d \\)",
  ];
  for (const command of commands) {
    const first = judgeCommand(command);
    expect(first, first.reason).toMatchObject({ verdict: "allow" });
    const again = judgeCommand(first.rendered ?? "");
    expect(again.rendered).toBe(first.rendered);
    expect(again.parts.map(({ argv }) => argv)).toEqual(first.parts.map(({ argv }) => argv));
  }
});
