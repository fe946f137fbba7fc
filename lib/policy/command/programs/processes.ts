import type { Doubt } from "@/lib/policy/command/doubt";
import { textOf } from "@/lib/policy/command/shell/shell-word";
import type { Arguments, Program } from "./program";
import { shape } from "./shapes";

const { text, name, names, pid, like, number, oneOf } = shape;
// Every letter of ps without a dash but e, which shows environments.
const bsdLetters = like(/^[TagrxfhjlsuvXcSwmHLn]+$/, "letters of ps other than e, which shows environments");
const formats = new Set(
  `pid ppid pgid sid tid lwp nlwp spid tgid user uid ruser euser group gid rgroup egroup comm cmd args command ucmd ucomm fname etime etimes time cputime
   cputimes start start_time lstart bsdstart bsdtime stime stat state s pcpu %cpu c cpu pmem %mem mem rss rssize rsz vsz vsize sz size ni nice pri
   priority rtprio cls policy sched psr wchan tty tt tname maj_flt min_flt cgroup cgroupname unit slice machine label numa thcount drs trs oom
   uunit lsession flags f pending blocked ignored caught`.split(/\s+/),
);
const isFormat = (value: string) =>
  value
    .split(/[, ]/)
    .every(
      (word) => formats.has(word.replace(/[=:].*$/, "").toLowerCase()) && /^[%\w]+(:\d{1,4})?(=[\w %]*)?$/.test(word),
    );
const columns = {
  ...text,
  says: "a list of columns that ps knows, none of which shows environments",
  accepts: isFormat,
};
const sortKeys = {
  ...text,
  says: "columns to sort by",
  accepts: (value: string) => isFormat(value.replace(/(^|,)[+-]/g, "$1")),
};

/** Programs that show what runs and how busy the machine is. */
export const processPrograms: Program[] = [
  {
    names: "ps",
    does: "Shows which processes run.",
    bound: "Ends with the last process.",
    flags: `-A -a -d -e -f -F -j -l -L -M -m -N -T -H -w -y -x -Z -c --forest --headers --no-headers --no-heading --deselect`,
    options: {
      "-o": columns,
      "-O": columns,
      "--format": columns,
      "--sort": sortKeys,
      "-p": pid,
      "--pid": pid,
      "-q": pid,
      "--ppid": pid,
      "-C": names,
      "-u": names,
      "-U": names,
      "--user": names,
      "--User": names,
      "-g": names,
      "-G": names,
      "-t": names,
      "-s": pid,
      "--cols": number,
      "--columns": number,
      "--width": number,
    },
    more: {
      ...text,
      says: bsdLetters.says,
      accepts: (value) =>
        bsdLetters.accepts(value) || pid.accepts(value) || /^[TagrxfhjlsuvXcSwmHL]*o$/.test(value) || isFormat(value),
    },
    check: checkPs,
    pass: [
      "ps",
      "ps aux",
      "ps -ef",
      "ps auxww",
      "ps -eo pid,ppid,cmd,%mem,%cpu --sort=-%mem",
      "ps -p 1 -o pid,etime,args",
      "ps axo pid,stat,comm",
      "ps -C nginx -o pid=",
      "ps -u root -f",
      "ps aux --sort=-%cpu",
      "ps -eLf",
      "ps axjf",
      "ps -o pid,lstart,cmd -p 1",
      "ps -aux",
    ],
    fail: [
      "ps e",
      "ps aux e",
      "ps auxe",
      "ps eww",
      "ps axe -o pid",
      "ps -o environ",
      "ps -eo pid,environ",
      "ps -E",
      "ps auxE",
      "ps -ef e",
      "ps -f 1 e",
      "ps -o pid, e",
      "ps --forest e",
      "ps -o pid -aux e",
      "ps -auxe",
    ],
  },
  {
    names: "pgrep",
    does: "Finds processes by name.",
    bound: "Ends with the last process.",
    flags: "-a -c -f -i -l -n -o -v -w -x --list-name --list-full --full --exact --count --newest --oldest",
    options: { "-u": names, "-U": names, "-P": pid, "-g": pid, "-G": names, "-t": names, "-d": text, "-s": pid },
    operands: [text],
    pass: ["pgrep -fa nginx", "pgrep -c -u root sshd", "pgrep -P 1"],
    fail: ["pgrep --signal 9 x", "pgrep -F pidfile", "pgrep --pidfile x", "pgrep -L x"],
  },
  {
    names: "pidof",
    does: "Finds processes by name.",
    bound: "Ends with the last process.",
    flags: "-s -x -q",
    more: name,
    min: 1,
    pass: ["pidof sshd"],
    fail: ["pidof", "pidof -o %PPID -z x"],
  },
  {
    names: "pstree",
    does: "Shows processes as a tree.",
    bound: "Ends with the last process.",
    flags: "-a -A -c -g -h -l -n -p -s -S -t -T -u -U",
    options: { "-H": pid },
    operands: [name],
    pass: ["pstree -ap", "pstree -p 1"],
    fail: ["pstree --x", "pstree -C age"],
  },
  {
    names: "lsof",
    does: "Shows which files and connections are open.",
    bound: "Ends with the last file, because repeating is not allowed.",
    flags: "-a -b -C -h -l -n -N -P -R -s -t -U -V -w -X -i -E",
    options: {
      "-i": shape.attached(
        like(/^[46]?(TCP|UDP|tcp|udp)?(@[\w.:[\]-]+)?(:[\w,-]+)?$/, "an address such as :443 or TCP:22"),
      ),
      "-p": names,
      "-u": like(/^[\w^.,-]+$/, "users"),
      "-c": name,
      "-g": pid,
      "-d": names,
      "-s": shape.attached(names),
    },
    // Only +D, +d and +L1 of the options that begin with a plus: +r repeats, and others write.
    more: { ...shape.list, accepts: (value) => /^(?:\+[Dd]|\+L\d?|[^+].*)$/.test(value) },
    pass: [
      "lsof -i",
      "lsof -i :80",
      "lsof -nP -iTCP -sTCP:LISTEN",
      "lsof -p 1",
      "lsof -u root",
      "lsof +D /var/log",
      "lsof /var/log/syslog",
      "lsof -t -i:22",
      "lsof +L1",
    ],
    fail: ["lsof -r 1", "lsof +r", "lsof -r1", "lsof -Db x", "lsof -D b", "lsof +m x", "lsof -k x", "lsof -A x"],
  },
  {
    names: "pmap",
    does: "Shows how a process uses memory.",
    bound: "Ends at once.",
    flags: "-x -X -d -q -p",
    more: pid,
    min: 1,
    pass: ["pmap -x 1"],
    fail: ["pmap", "pmap -N rc 1", "pmap -n", "pmap -c 1"],
  },
  {
    names: "fuser",
    does: "Shows which processes use files or ports.",
    bound: "Ends with the last file.",
    flags: "-v -a -u -m -4 -6",
    options: { "-n": oneOf("tcp udp file") },
    more: shape.list,
    min: 1,
    pass: ["fuser -v /var/log/syslog", "fuser -n tcp 80", "fuser 80/tcp"],
    fail: ["fuser -k 80/tcp", "fuser -vk x", "fuser -km /", "fuser --kill x", "fuser -ki x", "fuser"],
  },
];

/** Words without a dash come first in ps: behind other options one could be read as letters by an older ps. */
function checkPs({ operands, options, written }: Arguments): Doubt | null {
  const words = operands.map(textOf);
  const isEnvironment = words.some(
    (word, at) => word.includes("e") && !(at > 0 && words[at - 1]?.endsWith("o") && isFormat(word)),
  );
  if (isEnvironment || (words.length > 2 && !words.slice(2).every((word) => pid.accepts(word)))) return environment;
  // ps takes -auxe for aux with environments when there is no user "xe".
  if (written.some((word) => /^-[^-]*[uUgGt]/.test(word) && word.includes("e"))) return environment;
  const selected = ["-u", "-U", "-g", "-G", "-t"].flatMap((option) => options.get(option) ?? []);
  return options.has("-e") && selected.length > 0 ? environment : null;
}

const environment: Doubt = {
  rule: "shows-environments",
  reason: "ps could show the environments of processes here; use ps aux, ps -ef or ps -eo pid,user,args.",
};
