import type { Program } from "./program";
import { shape } from "./shapes";

const { read, name, number, like, oneOf } = shape;

/** Programs that show files as numbers, texts or checksums. */
export const bytePrograms: Program[] = [
  {
    names: "md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum",
    does: "Computes checksums of files.",
    bound: "Ends at the end of the last file.",
    flags: "-b -t -z -r -s --binary --text --tag --zero",
    options: { "-l": number, "--length": number, "-a": name, "--algorithm": name },
    more: read,
    readsInputBelow: 1,
    pass: ["md5sum /bin/ls", "sha256sum /usr/bin/ssh /usr/bin/scp"],
    fail: ["md5sum", "sha256sum -c sums", "sha256sum --check sums", "md5sum /dev/sda", "sha1sum /root/.ssh/id_rsa"],
  },
  {
    names: "strings",
    does: "Shows the texts inside binary files.",
    bound: "Ends at the end of the last file.",
    flags: "-a -f -o -w --all --print-file-name",
    options: { "-n": number, "-t": oneOf("o d x"), "-e": oneOf("s S b l B L") },
    // Binutils take a word that begins with @ for a file of further options.
    more: { ...read, accepts: (value) => value !== "" && !value.startsWith("@") },
    readsInputBelow: 1,
    pass: ["strings -n 8 /bin/ls | head"],
    fail: ["strings", "strings /proc/kcore", "strings -T x y", "strings @files"],
  },
  {
    names: "od",
    does: "Shows bytes of a file as numbers.",
    bound: "Ends at the end of the file.",
    flags: "-a -b -c -d -o -v -x",
    options: { "-A": oneOf("d o x n"), "-t": like(/^[acdfoux0-9CSILFDLz]+$/, "a format"), "-N": number, "-j": number },
    operands: [read],
    readsInputBelow: 1,
    pass: ["od -c /etc/hostname", "od -A x -t x1z -N 64 /bin/ls"],
    fail: ["od", "od --traditional x", "od /dev/mem", "od a*"],
  },
  {
    names: "hexdump hd",
    does: "Shows bytes of a file as numbers.",
    bound: "Ends at the end of the file.",
    flags: "-b -c -C -d -o -v -x",
    options: { "-n": number, "-s": number },
    operands: [read],
    readsInputBelow: 1,
    pass: ["hexdump -C -n 64 /bin/ls"],
    fail: ["hexdump -f fmt x", "hexdump -e 'x' y", "hexdump"],
  },
  {
    names: "xxd",
    does: "Shows bytes of a file as numbers.",
    bound: "Ends at the end of the file.",
    // It takes no combined options: of -pc 8 FILE it would read 8, and write FILE.
    style: "words",
    flags: "-a -b -e -i -p -u",
    options: { "-c": number, "-g": number, "-l": number, "-s": number },
    operands: [read],
    readsInputBelow: 1,
    pass: ["xxd -l 64 /bin/ls", "xxd -p -c 16 /bin/ls"],
    fail: [
      "xxd -pc 8 out",
      "xxd -bs 8 out",
      "xxd -pg 1 out",
      "xxd in out",
      "xxd -r x",
      "xxd",
      "xxd a*",
      "xxd -pr x",
      "xxd -c 8 in out",
    ],
  },
];
