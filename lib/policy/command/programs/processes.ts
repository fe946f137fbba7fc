import type { Doubt } from "@/lib/policy/command/doubt";
import { textOf } from "@/lib/policy/command/shell/shell-word";
import type { Arguments, Program } from "./program";
import { shape } from "./shapes";

const { text, name, names, pid, interval, upTo, like, number, oneOf } = shape;
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
const roundsMax = 60;

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
    names: "top",
    does: "Shows the busiest processes, once or a few times.",
    bound: "In batch mode, ten rounds at most.",
    flags: "-b -c -H -i -S -1 -E",
    options: {
      "-n": upTo(10),
      "-d": interval,
      "-p": pid,
      "-u": name,
      "-U": name,
      "-o": like(/^[+-]?[%A-Za-z+]+$/, "a column"),
      "-w": number,
    },
    check: ({ options }) =>
      options.has("-b") && options.has("-n")
        ? null
        : { rule: "endless-output", reason: "top goes on until it is stopped; use top -b -n 1." },
    pass: ["top -b -n 1", "top -bn1", "top -b -n1 -o %MEM | head -20", "top -bn 2 -d 1 -p 1", "top -b -n 1 -H -p 1"],
    fail: ["top", "top -b", "top -n 1", "top -b -n 999", "top -bn1 -d 999", "top -s"],
  },
  {
    names: "uptime",
    does: "Shows how long the machine runs and how busy it is.",
    bound: "Ends at once.",
    flags: "-p -s --pretty --since",
    pass: ["uptime", "uptime -p"],
    fail: ["uptime x", "uptime --pret"],
  },
  {
    names: "free",
    does: "Shows how memory is used.",
    bound: "Ends at once, or after sixty rounds at most.",
    flags:
      "-b -k -m -g -h -l -t -v -w -L --bytes --kibi --mebi --gibi --tebi --kilo --mega --giga --human --lohi --total --wide --si --committed",
    options: { "-c": upTo(roundsMax), "--count": upTo(roundsMax), "-s": interval, "--seconds": interval },
    check: ({ options }) =>
      repeats(
        options.has("-s") || options.has("--seconds"),
        options.has("-c") || options.has("--count"),
        "free -s 1 -c 5",
      ),
    pass: ["free", "free -h", "free -mt", "free -s 1 -c 3"],
    fail: ["free -s 1", "free -s1", "free --seconds=1", "free -c 99999 -s 1", "free x"],
  },
  {
    names: "vmstat iostat mpstat pidstat",
    does: "Shows how busy processors, memory and disks are.",
    bound: "Sixty rounds at most.",
    flags: "-a -d -D -f -h -k -m -n -N -o -s -t -w -x -y -z -c -r -u -w -U -H -V -A -R -v -l",
    options: {
      "-S": oneOf("k K m M"),
      "-p": like(/^[\w/.,-]+$/, "a device or process"),
      "-P": like(/^(ALL|on|[\d,-]+)$/, "processors"),
      "-I": oneOf("SUM CPU SCPU ALL"),
    },
    more: like(/^(?:[1-9]|[1-5]\d|60|(?:sd|nvme|vd|xvd|dm-|md)[a-z0-9]*)$/, "a number from 1 to 60, or a disk"),
    check: ({ operands }) =>
      repeats(operands.filter((word) => /^\d/.test(textOf(word))).length === 1, false, "vmstat 1 5"),
    pass: [
      "vmstat",
      "vmstat 1 5",
      "vmstat -s",
      "iostat -xz 1 3",
      "mpstat -P ALL 1 2",
      "iostat",
      "pidstat 1 3",
      "vmstat -d",
    ],
    fail: ["vmstat 1", "vmstat -n 1", "iostat -x 2", "vmstat 1 99999", "mpstat 1", "vmstat 0 5", "pidstat -e ls"],
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
    names: "who w users last lastb lastlog",
    does: "Shows who is or was logged in.",
    bound: "Ends with the last entry.",
    flags:
      "-a -b -d -F -h -H -i -l -m -p -q -r -R -s -T -u -w -x --all --boot --heading --count --users --fullnames --fulltimes --dns --ip --no-header --short",
    options: { "-n": number, "-t": text },
    hasNumberOption: true,
    operands: [name, name],
    pass: ["who", "who -b", "w", "w -h", "last -n 10", "last -10", "last reboot", "lastlog -u root", "who am i"],
    fail: ["last --limit=5 --file x", "lastlog -C -u x", "lastlog -S -u x", "lastlog --clear", "who --looku"],
  },
  {
    names: "id",
    does: "Shows who a user is.",
    bound: "Ends at once.",
    flags: "-a -g -G -n -r -u -z --group --groups --name --real --user",
    more: name,
    pass: ["id", "id root", "id -un"],
    fail: ["id --x", "id -Q"],
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

function repeats(isRepeated: boolean, isCounted: boolean, instead: string): Doubt | null {
  return isRepeated && !isCounted
    ? { rule: "endless-output", reason: `Without a count this goes on for ever; use for example ${instead}.` }
    : null;
}

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
