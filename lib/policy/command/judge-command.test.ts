import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandCharactersMax } from "./check-characters";
import { judgeCommand } from "./judge-command";

describe("what must never be sent", () => {
  it.each([
    ["a NUL", "ls\u0000", "control-character"],
    ["a carriage return", "ls\r", "control-character"],
    ["a carriage return that hides the line", "rm -rf /\rls -la    ", "control-character"],
    ["an escape sequence", "ls \u001b[2K", "control-character"],
    ["a backspace", "ls\b", "control-character"],
    ["a C1 control", "ls \u0085", "control-character"],
    ["delete", "ls \u007f", "control-character"],
    ["a right-to-left override", "ls \u202egpj.exe", "invisible-character"],
    ["an isolate", "ls \u2066a\u2069", "invisible-character"],
    ["a zero-width space", "ls\u200b -la", "invisible-character"],
    ["a zero-width joiner", "c\u200dat /etc/hosts", "invisible-character"],
    ["a byte order mark", "\ufeffls", "invisible-character"],
    ["a soft hyphen", "ls -\u00adla", "invisible-character"],
    ["a tag character", "ls \u{e0061}", "invisible-character"],
    ["a variation selector", "ls a\ufe0f", "invisible-character"],
    ["a Hangul filler", "ls \u3164", "invisible-character"],
    ["a blank of Braille", "ls \u2800", "invisible-character"],
    ["a line separator", "ls\u2028id", "invisible-character"],
    ["a private character", "ls \ue000", "invisible-character"],
    ["a no-break space", "ls\u00a0-la", "lookalike-character"],
    ["an ideographic space", "ls\u3000-la", "lookalike-character"],
    ["an en dash", "ls \u2013la", "lookalike-character"],
    ["a minus sign", "ls \u2212la", "lookalike-character"],
    ["curly quotes", "echo \u201chello\u201d", "lookalike-character"],
    ["a Greek question mark", "ls\u037e id", "lookalike-character"],
    ["a full-width semicolon", "ls\uff1b id", "lookalike-character"],
    ["a full-width pipe", "ls \uff5c id", "lookalike-character"],
    ["a division slash", "ls \u2215etc", "lookalike-character"],
    ["mathematical letters", "\u{1d41c}\u{1d41a}\u{1d42d} x", "lookalike-character"],
    ["a Kelvin sign", "ls \u212a", "lookalike-character"],
    ["a Cyrillic letter in a Latin word", "c\u0430t /etc/hosts", "mixed-alphabets"],
    ["a Greek letter in a path", "cat /etc/h\u03bfsts", "mixed-alphabets"],
    ["a program named in Cyrillic", "\u0441\u0430\u0442 /etc/hosts", "lookalike-program"],
    ["half of a surrogate pair", "echo \ud83d", "invalid-utf16"],
    ["100,000 characters", `echo ${"a".repeat(100_000)}`, "too-long"],
    ["nothing", "", "empty"],
    ["blanks", " \t\n ", "empty"],
    ["a comment", "# rm -rf /", "empty"],
  ])("refuses %s", (_, command, rule) => {
    expect(judgeCommand(command)).toMatchObject({ verdict: "refuse", rule, rendered: null });
  });

  it.each([
    "grep 'ошибка' /var/log/app.log",
    "grep größe /etc/hosts",
    "grep 漢字 /etc/hosts",
    "echo 'καλημέρα κόσμε'",
    "echo 😀",
  ])("allows other alphabets in %s", (command) => {
    expect(judgeCommand(command)).toMatchObject({ verdict: "allow" });
  });
});

describe("shell syntax that is left to a person", () => {
  it.each([
    ["$(..)", "ls $(id)", "shell-substitution"],
    ["backquotes", "ls `id`", "shell-substitution"],
    ["a substitution in double quotes", 'ls "$(id)"', "shell-substitution"],
    ["backquotes in double quotes", 'ls "`id`"', "shell-substitution"],
    ["a variable", "cat $FILE", "shell-expansion"],
    ["a variable in double quotes", 'cat "$FILE"', "shell-expansion"],
    ["an expansion with a default", `cat \${x:-/etc/shadow}`, "shell-expansion"],
    ["a special parameter", "echo $$", "shell-expansion"],
    ["arithmetic", "echo $((1))", "shell-substitution"],
    ["old arithmetic", "echo $[1]", "shell-expansion"],
    ["ANSI quoting", "cat $'/etc/\\x73hadow'", "shell-expansion"],
    ["locale quoting", 'cat $"x"', "shell-expansion"],
    ["brace expansion", "cat /etc/{hosts,shadow}", "brace-expansion"],
    ["a brace range", "echo {1..9}", "brace-expansion"],
    ["braces with a quoted comma", "echo {a','b}", "brace-expansion"],
    ["a tilde", "cat ~/.bashrc", "tilde-expansion"],
    ["another's tilde", "ls ~root", "tilde-expansion"],
    ["a tilde behind an equals sign", "ls --hide=~/x", "tilde-expansion"],
    ["process substitution", "diff <(ls) <(id)", "unreadable-syntax"],
    ["a here-document", "cat <<E\nx\nE", "redirection"],
    ["a here-string", "cat <<<x", "redirection"],
    ["writing", "ls > x", "redirection"],
    ["appending", "ls >> x", "redirection"],
    ["writing over", "ls >| x", "redirection"],
    ["reading and writing", "ls <> x", "redirection"],
    ["writing errors", "ls 2>x", "redirection"],
    ["a glob as target", "ls > /dev/nul*", "redirection"],
    ["a network file", "ls > /dev/tcp/1.1.1.1/80", "redirection"],
    ["a redirection before the program", "> x ls", "redirection"],
    ["a named descriptor", "ls {fd}>/dev/null", "redirection"],
    ["another descriptor", "ls 3>/dev/null", "redirection"],
    ["reading a file", "cat < /etc/hosts", "redirection"],
    ["the background", "ls &", "background"],
    ["the background in the middle", "ls & id", "background"],
    ["a subshell", "(ls)", "unreadable-syntax"],
    ["a group", "{ ls; }", "unreadable-syntax"],
    ["a function", "ls() { id; }", "unreadable-syntax"],
    ["if", "if true; then ls; fi", "unreadable-syntax"],
    ["a loop", "for x in a b; do ls; done", "unreadable-syntax"],
    ["while", "while true; do ls; done", "unreadable-syntax"],
    ["case", "case x in x) ls;; esac", "unreadable-syntax"],
    ["a test command", "[[ -f x ]]", "unreadable-syntax"],
    ["an arithmetic command", "((1))", "unreadable-syntax"],
    ["a coprocess", "coproc ls", "unreadable-syntax"],
    ["negation", "! ls", "command-prefix"],
    ["time", "time ls", "command-prefix"],
    ["an assignment", "PATH=/tmp ls", "assignment"],
    ["an assignment alone", "x=1", "assignment"],
    ["an array", "x=(a b) ls", "assignment"],
    ["a declaration", "export X=1", "assignment"],
    ["an unclosed quote", "ls 'a", "syntax-error"],
    ["an unclosed double quote", 'ls "a', "syntax-error"],
    ["a trailing backslash", "ls a\\", "broken-word"],
    ["a word over two lines", "ca\\\nt /etc/hosts", "broken-word"],
    ["a lone parenthesis", "ls (ls", "unreadable-syntax"],
    ["an extended glob", "ls @(a|b)", "unreadable-syntax"],
    ["two semicolons", "ls ;; ls", "syntax-error"],
    ["an unfinished list", "ls &&", "syntax-error"],
    ["a bracket that shells read differently", "ls [^a]*", "bracket-glob"],
    ["a class in a bracket", "ls [[:digit:]]*", "bracket-glob"],
    ["forty-one commands", Array(41).fill("ls").join(";"), "too-many-steps"],
    ["many cd", Array(12).fill("cd a").join(";"), "too-many-cd"],
  ])("%s", (_, command, rule) => {
    expect(judgeCommand(command)).toMatchObject({ verdict: "approval", rule, rendered: null });
  });
});

describe("programs that are left to a person", () => {
  it.each(
    `rm mv cp ln dd tee xargs env printenv sh bash dash zsh eval exec source . sudo su doas ssh scp rsync curl wget nc ncat socat telnet ftp python perl ruby node php lua
     vi vim nano ed less more man info watch script screen tmux nohup setsid nice timeout strace gdb ltrace kill pkill killall reboot shutdown mkfs mount.nfs umount chmod
     chown chattr setfacl touch mkdir rmdir install truncate split csplit shred tar zip gzip gunzip make gcc cc iptables nft ufw useradd passwd visudo at batch
     export alias unset set trap read history fc jobs bg fg wait getopts hash builtin enable complete mapfile let declare local readonly shopt umask logger mail wall write
     yes ionice chroot unshare nsenter ip6tables tc modprobe insmod rmmod sysrq mysql psql sqlite3 redis-cli mongosh busybox toybox rg ag fd bat exa`.split(
      /\s+/,
    ),
  )("%s is not in the table", (program) => {
    expect(judgeCommand(`${program} /tmp/x y`)).toMatchObject({ verdict: "approval", rendered: null });
    expect(judgeCommand(`ls | ${program} x`)).toMatchObject({ verdict: "approval", rendered: null });
  });

  it.each([
    "/tmp/ls",
    "./ls",
    "../bin/ls",
    "/usr/bin/../../tmp/ls",
    "ls*",
    "l?",
    "/bin//ls",
    "/opt/bin/ls",
    "LS",
    "__proto__",
    "constructor",
    "toString",
  ])("%s is not the program of that name", (name) => {
    expect(judgeCommand(`${name} -la`)).toMatchObject({ verdict: "approval", rendered: null });
  });

  it.each(["/bin/ls -la", "/usr/bin/ls", "/usr/sbin/ss -s", "l's' -la", '"ls"', "\\ls"])(
    "%s is the program",
    (command) => {
      expect(judgeCommand(command)).toMatchObject({ verdict: "allow" });
    },
  );
});

it("judges every part, and one that is not proven holds back the whole", () => {
  const verdict = judgeCommand("ls -la | grep x && rm -rf / ; uptime");
  expect(verdict).toMatchObject({ verdict: "approval", rule: "unknown-program", rendered: null });
  expect(verdict.parts.map(({ verdict: part, connector }) => [part, connector])).toEqual([
    ["allow", null],
    ["allow", "|"],
    ["approval", "&&"],
    ["allow", ";"],
  ]);
});

it("sends what it judged: quoted where needed, enforced where it must end, with the redirections behind", () => {
  expect(judgeCommand('2>/dev/null ls "a b" *.log # all\ndf  -h').rendered).toBe("ls 'a b' ./*.log 2>/dev/null; df -h");
  expect(judgeCommand("ls |& wc -l &>/dev/null").rendered).toBe("ls 2>&1 | wc -l >/dev/null 2>&1");
  expect(judgeCommand("journalctl -u nginx").rendered).toBe("journalctl -u nginx -n 1000 --no-pager");
  expect(judgeCommand("ping -c 3 a.example").rendered).toBe("ping -c 3 -w 30 a.example");
  expect(judgeCommand("find . -name *.log").rendered).toBe("find . -name '*.log'");
  expect(judgeCommand("echo it\\'s").rendered).toBe("echo 'it'\\''s'");
});

describe("any text at all", () => {
  const soup = fc.array(
    fc.constantFrom(
      ..."ls cat git grep ' \" \\ $ ` ( ) { } [ ] | & ; < > # ~ * ? ! = - -- \n \t / . a 1 é".split(" "),
      " ",
    ),
    { maxLength: 60 },
  );

  it("is judged without an error, and always with a rule and a reason", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 200 }),
          fc.string({ maxLength: 200 }),
          soup.map((parts) => parts.join("")),
        ),
        (command) => {
          const { verdict, rule, reason, rendered } = judgeCommand(command);
          expect(rule).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
          expect(reason).toMatch(/\.$/);
          expect(rendered !== null).toBe(verdict === "allow");
        },
      ),
      { numRuns: 3_000 },
    );
  });

  const longest = commandCharactersMax - 200;
  it.each([
    ["one long word", `cat ${"a".repeat(longest)}`],
    ["many words", `cat ${"a ".repeat(longest / 2)}`],
    ["many globs", `cat ${"*a".repeat(longest / 2)}`],
    ["many folders", `cat ${"/a".repeat(longest / 2)}`],
    ["many deep globs", `cat ${"/*".repeat(longest / 2)}`],
    ["many dots", `cat ${"../".repeat(longest / 3)}x`],
    ["many steps", "ls;".repeat(longest / 3)],
    ["open parentheses", "(".repeat(longest)],
    ["open substitutions", `ls ${"$(".repeat(longest / 2)}`],
    ["open braces", "{".repeat(longest)],
    ["open brackets", `ls ${"[".repeat(longest)}`],
    ["backslashes", `ls ${"\\".repeat(longest)}`],
    ["quotes", `ls ${"'a'".repeat(longest / 3)}`],
    ["double quotes", `ls ${'"a"'.repeat(longest / 3)}`],
    ["here-documents", `cat ${"<<a ".repeat(longest / 4)}`],
    ["an awk of blanks", `awk '${" ".repeat(280)}!' /etc/hosts`],
    ["an awk of operands", `awk '{print ${"a ".repeat(140)}>' /etc/hosts`],
    ["an awk of digits", `awk '{print ${"1".repeat(280)}>' /etc/hosts`],
    ["a sed of brackets", `sed '/${"[a]".repeat(150)}' /etc/hosts`],
    ["a jq of braces", `jq '${"{".repeat(1_900)}' /etc/hosts`],
    ["a format", `ps -o ${"pid,".repeat(longest / 4)}`],
    ["100 kB", "a".repeat(100_000)],
  ])("is judged in less than 200 ms: %s", (_, command) => {
    judgeCommand(command);
    const start = performance.now();
    judgeCommand(command);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe("what is said of each part", () => {
  const notes = (command: string) => judgeCommand(command).parts.map(({ note }) => note);

  it("is what the program does where it only reads", () => {
    expect(notes("systemctl is-active nginx")).toEqual(["Shows the state of services."]);
  });

  it("is what speaks against it where it may do something else", () => {
    expect(notes("systemctl restart nginx && systemctl is-active nginx")).toEqual([
      'The subcommand "restart" is not among those known to only read. Where it only reads, it shows the state of services.',
      "Shows the state of services.",
    ]);
  });
});
