import type { Program } from "./program";
import { shape } from "./shapes";

const { name, text, like } = shape;
const pattern = like(/^[\w.+:*?@/~-]+$/, "a package or pattern");

/** Package managers, as far as they only answer from what is installed. */
export const packagePrograms: Program[] = [
  {
    names: "dpkg",
    does: "Shows installed packages.",
    bound: "Ends with the last package.",
    flags:
      "-l -s -L -S -p --list --status --listfiles --search --get-selections --print-avail --print-architecture --print-foreign-architectures --audit -C --version",
    more: pattern,
    check: ({ options }) =>
      options.size > 0 ? null : { rule: "operand-missing", reason: "Say what to show, as in dpkg -l." },
    pass: [
      "dpkg -l",
      "dpkg -l 'nginx*'",
      "dpkg -l nginx*",
      "dpkg -L bash",
      "dpkg -S /bin/ls",
      "dpkg -s openssl",
      "dpkg --get-selections",
    ],
    fail: [
      "dpkg -i x.deb",
      "dpkg -r x",
      "dpkg --purge x",
      "dpkg --configure -a",
      "dpkg -P x",
      "dpkg --root=/x -l",
      "dpkg --pre-invoke=id -l",
      "dpkg --set-selections",
      "dpkg -x a b",
      "dpkg --unpack x",
    ],
  },
  {
    names: "dpkg-query",
    does: "Shows installed packages.",
    bound: "Ends with the last package.",
    flags: "-l -s -L -S -W --list --status --listfiles --search --show",
    options: { "-f": text, "--showformat": text },
    more: pattern,
    pass: [`dpkg-query -W -f='\${Package} \${Version}\\n'`, "dpkg-query -l bash"],
    fail: ["dpkg-query --admindir=/x -l", "dpkg-query --load-avail -l"],
  },
  {
    names: "rpm",
    does: "Shows installed packages.",
    bound: "Ends with the last package.",
    flags:
      "-q -a -i -l -f -c -d -R --query --all --info --list --file --configfiles --docfiles --requires --provides --changelog --last --scripts --whatprovides --whatrequires --version",
    options: { "--qf": text, "--queryformat": text },
    more: pattern,
    check: ({ options }) =>
      options.has("-q") || options.has("--query") || options.has("--version")
        ? null
        : { rule: "changes-the-system", reason: "rpm without -q changes packages; use rpm -q." },
    pass: ["rpm -qa", "rpm -qi bash", "rpm -qf /bin/ls", "rpm -q --changelog bash | head", "rpm -qa --last | head"],
    fail: [
      "rpm -i x.rpm",
      "rpm -e x",
      "rpm -U x",
      "rpm -V bash",
      "rpm -qp http://x/y.rpm",
      "rpm --eval x",
      "rpm -q --pipe id bash",
      "rpm -q --root=/x bash",
      "rpm -q -E x",
      "rpm -q --define 'a b' x",
      "rpm -a",
      "rpm --rebuilddb",
      "rpm -Fvh x",
    ],
  },
  {
    names: "apt",
    does: "Shows packages.",
    bound: "Ends with the last package.",
    commands: {
      list: { flags: "--installed --upgradable --upgradeable --manual-installed -a --all-versions", more: pattern },
      show: { flags: "-a --all-versions", more: pattern, min: 1 },
      policy: { more: pattern },
      search: { flags: "-n --names-only", more: text, min: 1 },
      depends: { more: pattern, min: 1 },
      rdepends: { more: pattern, min: 1 },
    },
    pass: ["apt list --installed", "apt list --upgradable 2>/dev/null", "apt show nginx", "apt policy nginx"],
    fail: [
      "apt install x",
      "apt update",
      "apt upgrade",
      "apt -o Dir=/x list",
      "apt list -o APT::Update::Pre-Invoke::=id",
      "apt edit-sources",
      "apt-get update",
      "apt list -c file",
    ],
  },
  {
    names: "apt-cache",
    does: "Shows packages.",
    bound: "Ends with the last package.",
    commands: {
      policy: { more: pattern },
      show: { more: pattern, min: 1 },
      showpkg: { more: pattern, min: 1 },
      search: { flags: "-n --names-only", more: text, min: 1 },
      madison: { more: pattern, min: 1 },
      depends: { more: pattern, min: 1 },
      rdepends: { more: pattern, min: 1 },
      stats: {},
    },
    pass: ["apt-cache policy nginx", "apt-cache search --names-only nginx", "apt-cache madison bash"],
    fail: ["apt-cache gencaches", "apt-cache add x", "apt-cache -o a=b policy", "apt-cache -c x policy"],
  },
  {
    names: "apt-mark",
    does: "Shows which packages are held or chosen by hand.",
    bound: "Ends with the last package.",
    commands: { showhold: {}, showmanual: {}, showauto: {} },
    pass: ["apt-mark showhold"],
    fail: ["apt-mark hold x", "apt-mark auto x"],
  },
  {
    names: "snap flatpak",
    does: "Shows installed packages.",
    bound: "Ends with the last package.",
    flags: "--all",
    hasOptionsAnywhere: true,
    commands: { list: { more: name } },
    pass: ["snap list", "flatpak list"],
    fail: ["snap install x", "snap run x", "flatpak run x"],
  },
  {
    names: "pacman",
    does: "Shows installed packages.",
    bound: "Ends with the last package.",
    flags: "-Q -i -l -o -s -e -d -m -n -q -t -u --query",
    more: like(/^[\w.+:@/-]+$/, "a package or path"),
    check: ({ options }) =>
      options.has("-Q") || options.has("--query")
        ? null
        : { rule: "changes-the-system", reason: "pacman without -Q changes packages; use pacman -Q." },
    pass: ["pacman -Q", "pacman -Qi bash", "pacman -Qo /bin/ls"],
    fail: [
      "pacman -S x",
      "pacman -R x",
      "pacman -Syu",
      "pacman -Q --root /x",
      "pacman -D x",
      "pacman -U x",
      "pacman -u",
    ],
  },
  {
    names: "apk",
    does: "Shows installed packages.",
    bound: "Ends with the last package.",
    commands: {
      info: { flags: "-v -a -d -s -L -R -W -e", more: like(/^[\w.+:@/-]+$/, "a package or path") },
      list: { flags: "-I -u --installed --upgradable", more: name },
    },
    pass: ["apk info -v", "apk list --installed", "apk info -W /bin/ls"],
    fail: ["apk add x", "apk update", "apk --root /x info", "apk list --repository x"],
  },
];
