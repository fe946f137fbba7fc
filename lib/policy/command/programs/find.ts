import type { Program } from "./program";
import { shape } from "./shapes";

const { list, text, number, like, name } = shape;
const age = like(/^[+-]?\d{1,9}(\.\d+)?$/, "a number, with + or - before it for more or less");
const size = like(/^[+-]?\d{1,15}[bcwkMGTP]?$/, "a size such as +100M");

const tests = {
  ...Object.fromEntries(
    "-name -iname -path -ipath -wholename -iwholename -regex -iregex -lname -ilname -printf"
      .split(" ")
      .map((option) => [option, text]),
  ),
  ...Object.fromEntries(
    "-mtime -atime -ctime -mmin -amin -cmin -links -inum -uid -gid -used".split(" ").map((option) => [option, age]),
  ),
  ...Object.fromEntries("-newermt -newerct -newerat".split(" ").map((option) => [option, shape.time])),
  ...Object.fromEntries(
    "-newer -anewer -cnewer -samefile -newermm -newercm".split(" ").map((option) => [option, list]),
  ),
  ...Object.fromEntries("-user -group -fstype -regextype".split(" ").map((option) => [option, name])),
};

/** find has a language of its own: every word of it is listed, and those that run, delete or write are not. */
export const findPrograms: Program[] = [
  {
    names: "find",
    does: "Lists files that fit conditions.",
    bound: "Ends with the last file.",
    style: "words",
    flags: `-H -L -P -O1 -O2 -O3 -print -print0 -ls -prune -o -or -a -and -not -xdev -mount -depth -d -daystart -empty -readable -writable
      -executable -nouser -nogroup -true -false -quit -noleaf -ignore_readdir_race -noignore_readdir_race -nowarn -warn`,
    options: {
      ...tests,
      "-maxdepth": number,
      "-mindepth": number,
      "-type": like(/^[bcdpflsD](,[bcdpflsD])*$/, "a kind of file"),
      "-xtype": like(/^[bcdpflsD](,[bcdpflsD])*$/, "a kind of file"),
      "-size": size,
      "-perm": like(/^[-/]?[0-7ugoarwxXst=+,-]+$/, "permissions"),
    },
    more: list,
    pass: [
      "find /var/log -name '*.log' -mtime -1",
      "find / -xdev -type f -size +100M",
      "find /etc -name *.conf",
      "find . -maxdepth 1 -type d",
      "find /tmp \\( -name a -o -name b \\) -not -user root -ls",
      "find /var -type f -newermt '2024-01-01' ! -empty",
      "find / -perm -4000 -type f 2>/dev/null",
      "find /var/log -type f -printf '%s %p\\n'",
    ],
    fail: [
      "find / -delete",
      "find / -exec rm {} ;",
      "find / -exec cat {} \\;",
      "find / -exec cat {} +",
      "find / -execdir ls \\;",
      "find / -ok ls \\;",
      "find / -okdir ls \\;",
      "find / -fprint out",
      "find / -fprintf out %p",
      "find / -fprint0 out",
      "find / -fls out",
      "find -files0-from list",
      "find / -name",
      "find / -size x",
      "find / -unknown",
      "find / -D exec",
    ],
  },
];
