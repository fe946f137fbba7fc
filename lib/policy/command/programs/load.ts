import type { Doubt } from "@/lib/policy/command/doubt";
import { textOf } from "@/lib/policy/command/shell/shell-word";
import type { Program } from "./program";
import { shape } from "./shapes";

const { text, name, pid, interval, upTo, like, number, oneOf } = shape;
const roundsMax = 60;

/** Programs that show how busy the machine is, and who uses it. */
export const loadPrograms: Program[] = [
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
    names: "who w users last lastb",
    does: "Shows who is or was logged in.",
    bound: "Ends with the last entry.",
    flags:
      "-a -b -d -F -h -H -i -l -m -p -q -r -R -s -T -u -w -x --all --boot --heading --count --users --fullnames --fulltimes --dns --ip --no-header --short",
    options: { "-n": number, "-t": text },
    hasNumberOption: true,
    operands: [name, name],
    pass: ["who", "who -b", "w", "w -h", "last -n 10", "last -10", "last reboot", "who am i"],
    fail: ["last --limit=5 --file x", "who --looku"],
  },
  {
    names: "lastlog",
    does: "Shows when each user logged in last.",
    bound: "Ends with the last user.",
    // Not -R, which enters a directory as the root and loads libraries from there.
    options: { "-u": name, "-b": number, "-t": number },
    pass: ["lastlog", "lastlog -u root", "lastlog -t 7"],
    fail: ["lastlog -R /tmp/x", "lastlog -C -u x", "lastlog -S -u x", "lastlog --clear", "lastlog --root /x"],
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
];

function repeats(isRepeated: boolean, isCounted: boolean, instead: string): Doubt | null {
  return isRepeated && !isCounted
    ? { rule: "endless-output", reason: `Without a count this goes on for ever; use for example ${instead}.` }
    : null;
}
