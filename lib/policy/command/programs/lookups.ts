import type { Form, Program } from "./program";
import { shape } from "./shapes";

const { host, name, upTo, oneOf, like, attached } = shape;
const pingsMax = 20;
const deadlineS = 30;
const digSwitches =
  "short trace all answer additional authority question comments stats cmd dnssec recurse rec tcp vc multiline search ttlid ttlunits identify nssearch qr adflag cdflag edns class crypto rrcomments ignore fail besteffort".split(
    " ",
  );
const dnsType = like(/^[A-Za-z]{1,10}\d{0,5}$/, "a record type");

/** Programs that ask hosts and name servers, with a few packets. */
export const lookupPrograms: Program[] = [
  {
    names: "ping ping6",
    does: "Sends a few packets to a host and waits for their echo.",
    bound: `${pingsMax} packets and ${deadlineS} seconds at most; a deadline is added.`,
    flags: "-4 -6 -n -q -v -D -O -U",
    options: {
      "-c": upTo(pingsMax),
      "-w": upTo(deadlineS),
      "-W": upTo(10),
      "-i": like(/^(?:[1-5](?:\.\d)?|0\.[2-9]\d?)$/, "a number of seconds from 0.2 to 5"),
      "-s": upTo(1472),
      "-I": name,
      "-t": upTo(255),
      "-M": oneOf("do want dont"),
    },
    operands: [host],
    min: 1,
    check: ({ options }) =>
      options.has("-c")
        ? null
        : { rule: "endless-output", reason: "ping goes on until it is stopped; use ping -c 4 HOST." },
    enforce: ({ options }) => (options.has("-w") ? [] : ["-w", String(deadlineS)]),
    pass: ["ping -c 4 example.com", "ping -c1 -W 2 10.0.0.1", "ping -c 3 -w 5 ::1", "ping -4 -nc 2 host"],
    fail: [
      "ping example.com",
      "ping -c 1000 x",
      "ping -f -c 4 x",
      "ping -c 4 -i 0 x",
      "ping -c4 -f x",
      "ping -b -c 4 x",
      "ping -c 0 x",
      "ping -c 4",
      "ping -A -c 4 x",
      "ping -c 4 -l 100 x",
      "ping -c4 -w 9999 x",
      "ping -c 4 -p ff x",
    ],
  },
  {
    names: "traceroute tracepath traceroute6",
    does: "Shows the way that packets take to a host.",
    bound: "Ends after the hops that are asked for, thirty unless said otherwise.",
    flags: "-4 -6 -n -I -T -b",
    options: { "-m": upTo(64), "-w": upTo(10), "-q": upTo(5), "-p": upTo(65535) },
    operands: [host],
    min: 1,
    pass: ["traceroute -n -m 15 example.com", "tracepath -n 1.1.1.1"],
    fail: ["traceroute", "traceroute -g x y", "traceroute -q 999 x", "traceroute x 60000"],
  },
  {
    names: "mtr",
    does: "Shows the way that packets take to a host.",
    bound: "A report of twenty rounds at most.",
    flags: "-r -w -n -b -4 -6 -j --report --report-wide --no-dns --json",
    options: { "-c": upTo(pingsMax), "--report-cycles": upTo(pingsMax), "-m": upTo(64) },
    operands: [host],
    min: 1,
    check: ({ options }) =>
      ["-r", "--report", "-w", "--report-wide"].some((option) => options.has(option)) &&
      (options.has("-c") || options.has("--report-cycles"))
        ? null
        : { rule: "endless-output", reason: "mtr goes on until it is stopped; use mtr -r -c 5 HOST." },
    pass: ["mtr -r -c 5 example.com", "mtr -rwnc 10 1.1.1.1"],
    fail: ["mtr x", "mtr -r x", "mtr -r -c 9999 x", "mtr -F file -r -c 1"],
  },
  {
    names: "dig",
    does: "Asks name servers.",
    bound: "Ends with the last answer.",
    style: "words",
    flags: `-4 -6 -r ${digSwitches.map((word) => `+${word} +no${word}`).join(" ")}`,
    options: {
      ...Object.fromEntries(
        "+time +tries +retry +bufsize +ndots +timeout".split(" ").map((word) => [word, attached(upTo(4096))]),
      ),
      "-t": dnsType,
      "-x": host,
      "-p": upTo(65535),
      "-q": host,
      "-c": oneOf("IN CH HS"),
    },
    more: like(/^(?:@?[A-Za-z0-9_*][\w.:%*-]*|\.|@::[0-9a-fA-F:]+)$/, "a name, a record type or @server"),
    check: ({ operands, options }) =>
      operands.length > 0 || options.has("-x") || options.has("-q")
        ? null
        : { rule: "operand-missing", reason: "Name what to look up, as in dig example.com." },
    pass: [
      "dig example.com",
      "dig +short example.com MX",
      "dig @1.1.1.1 example.com A +noall +answer",
      "dig -x 1.1.1.1",
      "dig +trace example.com",
    ],
    fail: ["dig -f /etc/shadow", "dig -k keyfile x", "dig -y k:v x", "dig +https-post x", "dig -b 1.1.1.1 x"],
  },
  {
    names: "host nslookup",
    does: "Asks name servers.",
    bound: "Ends with the last answer.",
    style: "words",
    flags: "-a -v -4 -6 -C -r -T -d",
    options: { "-t": dnsType, "-W": upTo(20), "-R": upTo(5), "-type": dnsType, "-query": dnsType },
    operands: [host, host],
    min: 1,
    pass: [
      "host example.com",
      "host -t mx example.com 1.1.1.1",
      "nslookup example.com",
      "nslookup -type=ns example.com",
    ],
    fail: ["nslookup", "nslookup - 1.1.1.1", "host -l example.com", "host", "host -w x"],
  },
  {
    names: "getent",
    does: "Looks up users, groups, hosts and services.",
    bound: "Ends with the last entry.",
    operands: [oneOf("passwd group hosts services protocols networks ahosts ahostsv4 ahostsv6 ethers rpc")],
    more: name,
    min: 1,
    pass: ["getent passwd root", "getent hosts example.com", "getent ahosts localhost", "getent group docker"],
    fail: ["getent shadow", "getent gshadow", "getent shadow root", "getent -s files shadow", "getent", "getent passw"],
  },
  {
    names: "resolvectl",
    does: "Shows how names are resolved.",
    bound: "Ends at once; the pager is off.",
    flags: "--no-pager -4 -6 --legend=no",
    commands: Object.fromEntries([
      ["", {}],
      ...["status", "dns", "domain", "query", "statistics"].map((verb): [string, Form] => [
        verb,
        verb === "query" ? { more: host, min: 1 } : verb === "status" ? { more: name } : {},
      ]),
    ]),
    pass: ["resolvectl status", "resolvectl query example.com", "resolvectl statistics", "resolvectl dns"],
    fail: [
      "resolvectl dns eth0 1.1.1.1",
      "resolvectl flush-caches",
      "resolvectl reset-statistics",
      "resolvectl monitor",
      "resolvectl domain eth0 x",
    ],
  },
  {
    names: "chronyc",
    does: "Shows how the clock is kept.",
    bound: "Ends at once.",
    flags: "-n",
    operands: [oneOf("tracking sources sourcestats activity ntpdata")],
    min: 1,
    pass: ["chronyc tracking", "chronyc -n sources"],
    fail: [
      "chronyc makestep",
      "chronyc",
      "chronyc -m tracking makestep",
      "chronyc shutdown",
      "chronyc tracking makestep",
    ],
  },
];
