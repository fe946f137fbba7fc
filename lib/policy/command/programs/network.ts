import type { Doubt } from "@/lib/policy/command/doubt";
import type { Arguments, Form, Program } from "./program";
import { shape } from "./shapes";

const { name, oneOf, like, attached } = shape;
const filterWord = like(/^[\w.:/%-]+$/, "a word of a filter");
const showing: Form = { style: "words", more: filterWord };
const ipObjects =
  "address addr a link l route ro r neighbour neighbor neigh n rule ru maddress maddr tunnel tuntap mroute vrf".split(
    " ",
  );

/** Programs that show interfaces, connections and names, or send a few packets. */
export const networkPrograms: Program[] = [
  {
    names: "ip",
    does: "Shows addresses, links, routes and neighbours.",
    bound: "Ends with the last entry; monitoring is not allowed.",
    style: "words",
    flags:
      "-4 -6 -0 -s -stats -statistics -d -details -o -oneline -br -brief -j -json -p -pretty -h -human -N -r -resolve -c -color -t -a -V --json --brief",
    options: {
      "-f": oneOf("inet inet6 link"),
      "-family": oneOf("inet inet6 link"),
      "-c": attached(oneOf("auto always never")),
      "-color": attached(oneOf("auto always never")),
    },
    commands: {
      ...Object.fromEntries(
        ipObjects.flatMap((object) => ["show", "list", "ls"].map((verb) => [`${object} ${verb}`, showing])),
      ),
      ...Object.fromEntries(ipObjects.map((object) => [object, { style: "words" as const }])),
      ...Object.fromEntries("route ro r".split(" ").map((object) => [`${object} get`, { ...showing, min: 1 }])),
      netns: {},
      "netns list": {},
      "netns show": {},
    },
    pass: [
      "ip a",
      "ip addr show eth0",
      "ip -br addr",
      "ip -s link show dev eth0",
      "ip route",
      "ip route get 1.1.1.1",
      "ip -4 -o addr show scope global",
      "ip neigh show",
      "ip rule list",
      "ip -c a",
      "ip netns list",
      "ip -d link show type bridge",
      "ip -6 route show default",
    ],
    fail: [
      "ip link set eth0 down",
      "ip addr add 1.1.1.1/24 dev eth0",
      "ip a a 1.1.1.1 dev x",
      "ip -batch file",
      "ip -b file",
      "ip -force -batch x",
      "ip netns exec x sh",
      "ip -n x link",
      "ip monitor",
      "ip route del default",
      "ip r d default",
      "ip link s eth0 up",
      "ip addr save",
      "ip addr flush dev x",
      "ip -all netns exec ls",
      "ip",
      "ip route flush cache",
      "ip link se eth0 up",
      "ip addr sh; ip l d eth0",
      "ip addr showdump",
    ],
  },
  {
    names: "ss",
    does: "Shows connections.",
    bound: "Ends with the last connection; watching is not allowed.",
    flags: `-t -u -n -l -p -a -e -o -m -i -s -w -x -4 -6 -0 -H -O -r -Z -b -M -S -h -V --tcp --udp --numeric --listening --processes --all --extended --options --memory
      --info --summary --raw --unix --ipv4 --ipv6 --no-header --oneline --resolve --packet`,
    options: {
      "-f": oneOf("unix inet inet6 link netlink vsock tipc xdp"),
      "--family": oneOf("unix inet inet6 link netlink"),
    },
    more: like(/^[\w.:/%*[\]()=!<>&| -]+$/, "a word of a filter"),
    pass: [
      "ss -tulpn",
      "ss -s",
      "ss -tan state established",
      "ss -ltnp '( sport = :443 )'",
      "ss -o state time-wait",
      "ss -tnp dst 10.0.0.1",
      "ss -x",
    ],
    fail: [
      "ss -K dst 1.1.1.1",
      "ss --kill",
      "ss -tK",
      "ss -E",
      "ss --events",
      "ss -D out",
      "ss --diag=out",
      "ss -F filter",
      "ss -N ns",
      "ss -A x=y --kil",
      "ss -tuE",
    ],
  },
  {
    names: "netstat",
    does: "Shows connections and routes.",
    bound: "Ends with the last one, because repeating is not allowed.",
    flags:
      "-a -n -t -u -l -p -r -s -i -e -o -4 -6 -w -x -g -W -N -v -I --all --numeric --tcp --udp --listening --programs --route --statistics --interfaces --wide --extend --groups",
    pass: ["netstat -tulpn", "netstat -rn", "netstat -i", "netstat -s"],
    fail: ["netstat -c", "netstat -tc", "netstat --continuous", "netstat 5", "netstat --cont"],
  },
  {
    names: "ifconfig",
    does: "Shows interfaces.",
    bound: "Ends with the last interface.",
    flags: "-a -s -v",
    operands: [name],
    pass: ["ifconfig", "ifconfig -a", "ifconfig eth0"],
    fail: ["ifconfig eth0 down", "ifconfig eth0 1.1.1.1"],
  },
  {
    names: "arp route",
    does: "Shows neighbours, routes or interfaces.",
    bound: "Ends with the last entry.",
    flags: "-a -n -e -v -s -4 -6",
    check: onlyShows,
    pass: ["arp -an", "route -n"],
    fail: ["route add default gw 1.1.1.1", "arp -d x", "arp -s 1.1.1.1 aa:bb", "arp -f file", "route del x"],
  },
  {
    names: "ethtool",
    does: "Shows the settings of a network card.",
    bound: "Ends at once.",
    flags: "-i -k -S -g -c -a -l -T",
    operands: [name],
    min: 1,
    pass: ["ethtool eth0", "ethtool -i eth0", "ethtool -S eth0"],
    fail: [
      "ethtool -s eth0 speed 10",
      "ethtool -r eth0",
      "ethtool -K eth0 tso off",
      "ethtool -p eth0",
      "ethtool -E eth0",
      "ethtool",
    ],
  },
];

/** arp -s sets an entry once words follow it, and route adds one. */
function onlyShows({ operands }: Arguments): Doubt | null {
  return operands.length === 0
    ? null
    : {
        rule: "changes-the-system",
        reason: "With words behind it this can change the network; use ip addr or ip route.",
      };
}
