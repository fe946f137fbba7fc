import type { Program } from "./program";
import { shape } from "./shapes";

const { name, names, number, list, attached, like } = shape;

const columns = like(/^\+?[\w:,%-]+$/, "columns");

/** Programs that show what the machine is made of. */
export const hardwarePrograms: Program[] = [
  {
    names: "lscpu lsmem lsns lslocks lsipc ipcs lsmod lsusb lspci lsscsi lshw",
    does: "Shows parts of the machine.",
    bound: "Ends with the last part.",
    flags:
      "-a -b -c -e -g -h -J -k -l -m -n -P -p -s -t -u -v -D --all --bytes --json --list --parse --extended --hex --online --tree --short -short -businfo",
    options: { "-o": names, "--output": names, "-i": number, "-C": name, "-class": name },
    pass: ["lscpu", "lscpu -J", "lsmod", "lspci -nnk", "lsusb -t", "ipcs -m", "lslocks", "lshw -short"],
    fail: [
      "lspci -A intel-conf1 -H1",
      "lspci -O x=y",
      "lspci -x -F file",
      "lsusb -D /dev/x",
      "lshw -dump out",
      "lscpu -s /root",
      "lspci -i ids",
      "lspci -q",
      "lspci -xxx",
    ],
  },
  {
    names: "lsblk",
    does: "Shows disks.",
    bound: "Ends with the last one.",
    flags:
      "-a -b -d -D -f -i -J -l -m -n -p -P -r -s -S -t -T -z -A -O --all --bytes --fs --json --list --noheadings --paths --perms --topology --nodeps --ascii",
    options: { "-o": columns, "--output": columns, "-I": names, "-e": names, "-x": name, "--sort": name },
    more: list,
    pass: [
      "lsblk",
      "lsblk -f",
      "lsblk -o NAME,SIZE,TYPE,MOUNTPOINT",
      "lsblk -f -o +SIZE",
      "lsblk -dno SIZE /dev/sda",
      "lsblk -p",
    ],
    fail: ["lsblk --sysroot /x", "lsblk -o", "lsblk --outp NAME"],
  },
  {
    names: "findmnt",
    does: "Shows what is mounted where.",
    bound: "Ends with the last mount, because polling is not allowed.",
    flags:
      "-a -A -b -D -e -f -i -J -k -l -m -n -P -r -R -s -u -U -v --ascii --all --bytes --df --evaluate --first-only --json --kernel --list --noheadings --raw --real --pseudo --fstab --mtab --tree",
    options: {
      "-o": columns,
      "--output": columns,
      "-t": names,
      "--types": names,
      "-M": list,
      "--mountpoint": list,
      "-T": list,
      "--target": list,
      "-S": list,
      "--source": list,
      "-O": names,
    },
    more: list,
    pass: ["findmnt /", "findmnt -t ext4 -o TARGET,SOURCE", "findmnt -D", "findmnt -T /var/log"],
    fail: [
      "findmnt --poll",
      "findmnt -p",
      "findmnt -F file",
      "findmnt -x",
      "findmnt --verify",
      "findmnt -w 5",
      "findmnt --pol",
    ],
  },
  {
    names: "mount",
    does: "Shows what is mounted.",
    bound: "Ends with the last mount.",
    flags: "-l",
    options: { "-t": names },
    pass: ["mount", "mount -l -t ext4", "mount | grep nfs"],
    fail: [
      "mount /dev/sda1 /mnt",
      "mount -a",
      "mount -o remount,rw /",
      "mount --all",
      "mount -t tmpfs x /mnt",
      "mount -la",
    ],
  },
  {
    names: "swapon",
    does: "Shows swap space.",
    bound: "Ends with the last one.",
    flags: "-s --show --summary --bytes --noheadings --raw",
    options: { "--show": attached(names) },
    check: ({ options }) =>
      ["-s", "--show", "--summary"].some((option) => options.has(option))
        ? null
        : { rule: "changes-the-system", reason: "swapon switches swap on; use swapon --show." },
    pass: ["swapon --show", "swapon -s"],
    fail: ["swapon -a", "swapon /swap", "swapon", "swapon --bytes", "swapon -s /swap"],
  },
  {
    names: "dmidecode",
    does: "Shows what the firmware says of the hardware.",
    bound: "Ends with the last table.",
    flags: "-q --quiet",
    options: { "-t": names, "--type": names, "-s": name, "--string": name },
    pass: ["dmidecode -t memory", "dmidecode -s system-product-name"],
    fail: ["dmidecode --dump-bin out", "dmidecode -d /dev/x", "dmidecode --from-dump x", "dmidecode -d x"],
  },
  {
    names: "modinfo",
    does: "Shows what a kernel module is.",
    bound: "Ends at once.",
    flags: "-a -d -l -n -p",
    options: { "-F": name },
    more: name,
    min: 1,
    pass: ["modinfo ext4", "modinfo -F version e1000e"],
    fail: ["modinfo", "modinfo -b /x ext4", "modinfo --basedir=/x y"],
  },
  {
    names: "sensors",
    does: "Shows temperatures and fans.",
    bound: "Ends with the last sensor.",
    flags: "-f -A -u -j",
    pass: ["sensors", "sensors -j"],
    fail: ["sensors -s", "sensors -c file", "sensors --set"],
  },
  {
    names: "nvidia-smi",
    does: "Shows graphics processors.",
    bound: "Ends at once, because repeating is not allowed.",
    flags: "-L -q --list-gpus --query",
    options: { "--query-gpu": names, "--query-compute-apps": names, "--format": names, "-i": number, "-d": names },
    pass: ["nvidia-smi", "nvidia-smi --query-gpu=name,memory.used --format=csv"],
    fail: [
      "nvidia-smi -l 1",
      "nvidia-smi -r",
      "nvidia-smi -pm 1",
      "nvidia-smi -f out",
      "nvidia-smi --loop=1",
      "nvidia-smi dmon",
    ],
  },
];
