import { textOf } from "@/lib/policy/command/shell/shell-word";
import type { Program } from "./program";
import { shape } from "./shapes";

const { list, text, name, names, number, size, oneOf, attached } = shape;
const testFlags =
  "-e -f -d -L -h -r -w -x -s -S -p -b -c -g -k -u -O -G -N -z -n -eq -ne -gt -ge -lt -le -nt -ot -ef -a -o";
const color = attached(oneOf("auto always never"));

/** Programs that show names, sizes, dates and kinds of files, not what is in them. */
export const filePrograms: Program[] = [
  {
    names: "ls dir vdir",
    does: "Lists names, sizes and dates of files.",
    bound: "Ends with the last name.",
    flags: `-a -A -b -B -c -C -d -f -F -g -G -h -H -i -k -l -L -m -n -N -o -p -q -Q -r -R -s -S -t -u -U -v -x -X -Z -1 --all --almost-all
      --author --escape --ignore-backups --directory --file-type --full-time --group-directories-first --no-group --human-readable --si
      --dereference --inode --kibibytes --numeric-uid-gid --literal --hide-control-chars --quote-name --reverse --recursive --size --context --zero`,
    options: {
      "--color": color,
      "--classify": color,
      "--sort": oneOf("none size time version extension width name"),
      "--time": oneOf("atime access use ctime status mtime modification birth creation"),
      "--time-style": text,
      "--format": oneOf("across commas horizontal long single-column verbose vertical"),
      "--indicator-style": oneOf("none slash file-type classify"),
      "--block-size": size,
      "--hide": text,
      "--ignore": text,
      "-I": text,
      "-w": number,
      "-T": number,
    },
    more: list,
    pass: [
      "ls",
      "ls -la /var/log",
      "ls -lhtr --color=never /var/log/*.gz",
      "ls -d /etc/cron.*",
      "ls -la /root/.ssh",
      "ls -l /proc/1/fd",
      "ls *",
    ],
    fail: ["ls --dired-x", "ls --colour", "ls ~", "ls $HOME", "ls --full", "ls -la > out", "ls {a,b}"],
  },
  {
    names: "stat",
    does: "Shows the metadata of files.",
    bound: "Ends with the last file.",
    flags: "-L -f -t -x --dereference --file-system --terse",
    options: { "-c": text, "--format": text, "--printf": text },
    more: list,
    min: 1,
    pass: ["stat /etc/shadow", "stat -c '%a %U:%G %n' /etc/passwd", "stat -f /"],
    fail: ["stat", "stat --cached=never x", "stat -z x"],
  },
  {
    names: "du",
    does: "Adds up the space that files use.",
    bound: "Ends with the last file.",
    flags: `-a -b -c -D -h -H -k -l -L -m -P -s -S -x -0 --all --apparent-size --bytes --total --human-readable --si --count-links --null
      --separate-dirs --summarize --one-file-system --no-dereference --time --inodes`,
    options: {
      "-d": number,
      "--max-depth": number,
      "-t": shape.signedNumber,
      "--threshold": shape.signedNumber,
      "-B": size,
      "--block-size": size,
      "--exclude": text,
      "--time-style": name,
    },
    more: list,
    pass: ["du -sh /var/log", "du -h --max-depth=1 /var", "du -sh *", "du -ah /var --exclude='*.gz'", "du -d 1 -h /"],
    fail: ["du --files0-from=list", "du -X patterns /", "du --files0-from=-"],
  },
  {
    names: "df",
    does: "Shows how full file systems are.",
    bound: "Ends with the last file system.",
    flags:
      "-a -h -H -i -k -l -m -P -T -v --all --human-readable --si --inodes --local --no-sync --portability --print-type --total",
    options: {
      "-t": name,
      "--type": name,
      "-x": name,
      "--exclude-type": name,
      "-B": size,
      "--block-size": size,
      "--output": attached(names),
    },
    more: list,
    pass: ["df -h", "df -hT /", "df -i", "df --output=source,pcent /", "df -h -x tmpfs -x devtmpfs"],
    fail: ["df --sync", "df --outp"],
  },
  {
    names: "file",
    does: "Tells the kind of files.",
    bound: "Ends with the last file.",
    flags:
      "-b -i -h -L -k -N -r -v --brief --mime --mime-type --mime-encoding --no-dereference --dereference --keep-going --no-pad --raw --version",
    options: { "-F": text, "--separator": text },
    more: list,
    min: 1,
    pass: ["file /bin/ls", "file -bi /etc/passwd", "file -L /usr/bin/vi"],
    fail: ["file", "file -C -m magic", "file -f names", "file -s /dev/sda", "file -z x.gz", "file -m magic x"],
  },
  {
    names: "readlink realpath",
    does: "Shows where paths lead.",
    bound: "Ends with the last path.",
    flags:
      "-f -e -m -n -q -s -v -z -L -P --canonicalize --canonicalize-existing --canonicalize-missing --no-newline --quiet --silent --strip --zero",
    options: { "--relative-to": text, "--relative-base": text },
    more: list,
    min: 1,
    pass: ["readlink -f /usr/bin/vi", "realpath /etc/localtime", "readlink /proc/1/exe"],
    fail: ["readlink", "readlink --canon x"],
  },
  {
    names: "basename dirname",
    does: "Takes paths apart as text.",
    bound: "Ends at once.",
    flags: "-a -z --multiple --zero",
    options: { "-s": text, "--suffix": text },
    more: text,
    min: 1,
    pass: ["basename /a/b.txt .txt", "dirname /a/b"],
    fail: ["basename", "basename -x a"],
  },
  {
    names: "tree",
    does: "Lists files as a tree.",
    bound: "Ends with the last name.",
    flags:
      "-a -d -f -x -i -q -N -p -u -g -s -h -D -F -v -t -c -r -n -C -A -S -J -X --du --si --noreport --dirsfirst --prune --inodes --device --matchdirs --ignore-case",
    options: {
      "-L": number,
      "-I": text,
      "-P": text,
      "--filelimit": number,
      "--charset": name,
      "--timefmt": text,
      "--sort": name,
    },
    more: list,
    // Of -Io A B it would take A for the pattern, and write B.
    check: ({ written }) =>
      written.some((word) => /^-[^-]*[ILP]./.test(word))
        ? { rule: "unclear-options", reason: "Write the value of -I, -L or -P as a word of its own." }
        : null,
    pass: ["tree -dL 2 /etc", "tree -L 2 /etc", "tree -d -L 3 /var", "tree -h --du /var/log"],
    fail: [
      "tree -Io pat out",
      "tree -Po pat out",
      "tree -o out",
      "tree -R -H x",
      "tree --fromfile x",
      "tree -l /",
      "tree --output=x",
    ],
  },
  {
    names: "[",
    does: "Checks a fact about files, texts or numbers.",
    bound: "Ends at once.",
    style: "words",
    flags: testFlags,
    more: list,
    min: 1,
    check: ({ operands }) => {
      const last = operands.at(-1);
      return last && textOf(last) === "]"
        ? null
        : { rule: "syntax-error", reason: "The bracket is not closed; end it with ]." };
    },
    pass: ["[ -d /var/log ]", "[ -f /etc/debian_version ] && cat /etc/debian_version"],
    fail: ["[ -t $x ]", "[", "[ -f x", "[ -v x ]"],
  },
  {
    names: "test",
    does: "Checks a fact about files, texts or numbers.",
    bound: "Ends at once.",
    style: "words",
    flags: testFlags,
    more: list,
    pass: [
      "test -f /etc/nginx/nginx.conf",
      "[ -d /var/log ]",
      "[ -f /etc/debian_version ] && cat /etc/debian_version",
      "test a = b",
    ],
    fail: ["test -v x", "test -R x"],
  },
  {
    names: "cd",
    does: "Goes to another directory for the rest of the line.",
    bound: "Ends at once.",
    operands: [shape.like(/^[^-]/, "a directory")],
    min: 1,
    pass: ["cd /var/log && ls -la", "cd /var/log; tail -n 5 syslog"],
    fail: [
      "cd",
      "cd -",
      "cd ~",
      "cd /etc && cat shadow",
      "cd / && cd etc && head -1 shadow-",
      "cd /proc && cat 1/environ",
      "cd /x | ls",
      "cd /run/secrets && cat x",
    ],
  },
];
