import type { Program } from "./program";
import { shape } from "./shapes";

const { name, names, number, like, attached, read } = shape;

/** Programs that show what the machine is made of. */
export const systemPrograms: Program[] = [
  {
    names: "uname lsb_release",
    does: "Shows which system runs.",
    bound: "Ends at once.",
    flags:
      "-a -s -n -r -v -m -p -i -o -d -c --all --kernel-name --nodename --kernel-release --machine --operating-system --short --description --codename --release",
    pass: ["uname -a", "uname -srm", "lsb_release -a"],
    fail: ["uname x", "uname --kern"],
  },
  {
    names: "hostname",
    does: "Shows the machine's name.",
    bound: "Ends at once.",
    flags: "-a -A -d -f -i -I -s -y --fqdn --long --short --ip-address --all-ip-addresses --all-fqdns --domain --alias",
    pass: ["hostname", "hostname -f", "hostname -I"],
    fail: ["hostname evil", "hostname -F file", "hostname -b x", "hostname --file x", "hostname --fq"],
  },
  {
    names: "sysctl",
    does: "Shows settings of the kernel.",
    bound: "Ends with the last setting.",
    flags: "-a -n -N -e -A -X --all --names --values --ignore",
    // sysctl sets whatever has an equals sign in it, with or without -w.
    more: like(/^(?!.*\.\.)[a-z0-9][\w.*/-]*$/i, "a setting's name, without = and .."),
    pass: [
      "sysctl -a",
      "sysctl vm.swappiness",
      "sysctl -n net.ipv4.ip_forward",
      "sysctl net.core.somaxconn fs.file-max",
    ],
    fail: [
      "sysctl kernel/../../../etc/shadow",
      "sysctl -w vm.swappiness=1",
      "sysctl vm.swappiness=1",
      "sysctl -p",
      "sysctl --system",
      "sysctl -f x",
      "sysctl --load=x",
      "sysctl -an x=1",
    ],
  },
  {
    names: "dmesg",
    does: "Shows the kernel's messages.",
    bound: "Ends with the last message.",
    flags:
      "-d -e -F -H -k -L -P -r -S -t -T -u -x --ctime --decode --human --kernel --nopager --notime --raw --reltime --show-delta --userspace -w -W --follow",
    options: {
      "-l": names,
      "--level": names,
      "-f": names,
      "--facility": names,
      "--since": shape.time,
      "--until": shape.time,
      "--time-format": name,
      "--color": attached(name),
    },
    check: ({ options }) =>
      ["-w", "-W", "--follow", "-F"].some((option) => options.has(option))
        ? { rule: "endless-output", reason: "Following the kernel's messages never ends; use dmesg | tail -n NUMBER." }
        : null,
    enforce: ({ options }) =>
      (options.has("-H") || options.has("--human")) && !options.has("-P") && !options.has("--nopager") ? ["-P"] : [],
    pass: ["dmesg", "dmesg -T | tail -n 50", "dmesg --level=err,warn", "dmesg -H", "dmesg -T -l err"],
    fail: [
      "dmesg -w",
      "dmesg -c",
      "dmesg -C",
      "dmesg --clear",
      "dmesg -Tw",
      "dmesg --follow",
      "dmesg -D",
      "dmesg -n 1",
      "dmesg -F file",
      "dmesg --read-clear",
      "dmesg --foll",
    ],
  },
  {
    names: "ulimit",
    does: "Shows the limits of the session.",
    bound: "Ends at once.",
    flags: "-a -n -u -c -d -f -l -m -s -t -v -H -S",
    pass: ["ulimit -a", "ulimit -n"],
    fail: ["ulimit -n 5", "ulimit unlimited"],
  },
  {
    names: "tar",
    does: "Lists what is in an archive.",
    bound: "Ends with the last name.",
    flags: "-t -v -z -j -J --list --verbose --gzip --bzip2 --xz",
    options: { "-f": { ...read, accepts: (value) => /^[\w./-]+$/.test(value) && !value.startsWith("-") } },
    check: ({ options }) =>
      (options.has("-t") || options.has("--list")) && options.has("-f")
        ? null
        : { rule: "changes-files", reason: "tar can only list here; use tar -tf FILE." },
    pass: ["tar -tzf /srv/backup.tar.gz | head", "tar -tvf /srv/a.tar"],
    fail: [
      "tar -xf a.tar",
      "tar -cf a.tar x",
      "tar -tf host:a.tar",
      "tar -tf a --to-command=sh",
      "tar -tf a -I sh",
      "tar -tf a --checkpoint=1 --checkpoint-action=exec=sh",
      "tar tf",
      "tar -t",
      "tar -tf a --use-compress-program=sh",
    ],
  },
  {
    names: "unzip",
    does: "Lists what is in an archive.",
    bound: "Ends with the last name.",
    // Not -1, which only zipinfo knows: unzip extracts then.
    flags: "-l -v -Z -Z1",
    operands: [read],
    min: 1,
    check: ({ options }) =>
      options.size > 0 ? null : { rule: "changes-files", reason: "unzip can only list here; use unzip -l FILE." },
    pass: ["unzip -l /srv/a.zip", "unzip -Z1 /srv/a.zip"],
    fail: [
      "unzip -1 a.zip",
      "unzip /srv/a.zip",
      "unzip -o a.zip",
      "unzip -p a.zip",
      "unzip -d / -l a.zip",
      "unzip -1 x y",
    ],
  },
  {
    names: "zipinfo",
    does: "Lists what is in an archive.",
    bound: "Ends with the last name.",
    flags: "-l -v -1",
    operands: [read],
    min: 1,
    pass: ["zipinfo -1 /srv/a.zip", "zipinfo /srv/a.zip"],
    fail: ["zipinfo", "zipinfo -x a.zip"],
  },
  {
    names: "openssl",
    does: "Shows what a certificate says.",
    bound: "Ends at once.",
    style: "words",
    commands: {
      x509: {
        style: "words",
        flags:
          "-noout -text -dates -startdate -enddate -subject -issuer -serial -fingerprint -sha256 -modulus -pubkey -purpose -email -ocsp_uri",
        options: { "-in": read, "-ext": names, "-nameopt": names, "-inform": name, "-checkend": number },
        check: ({ options, isFed }) =>
          options.has("-in") || isFed
            ? null
            : { rule: "reads-standard-input", reason: "Name the certificate with -in FILE." },
      },
    },
    pass: ["openssl x509 -in /etc/nginx/site.crt -noout -enddate"],
    fail: [
      "openssl x509 -noout -text",
      "openssl x509 -in a.crt -out b",
      "openssl x509 -in a.crt -signkey k",
      "openssl rsa -in k",
      "openssl enc -in x",
      "openssl s_client -connect x:443",
      "openssl x509 -in a.key -noout",
      "openssl x509 -in a.crt -writerand x",
      "openssl x509 -in a.crt -engine x",
    ],
  },
];
