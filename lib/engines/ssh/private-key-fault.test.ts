import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterAll, expect, it } from "vitest";
import { privateKeyFault } from "./private-key-fault";

const folder = mkdtempSync(join(tmpdir(), "orchestrator-keys-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

/** A throwaway key as the real ssh-keygen writes it. */
function keygen(...options: string[]) {
  const file = join(folder, `key-${++made}`);
  execFileSync("ssh-keygen", ["-q", "-f", file, ...options]);
  return { privateKey: readFileSync(file, "utf8"), publicKey: readFileSync(`${file}.pub`, "utf8") };
}

const ed25519 = keygen("-t", "ed25519", "-N", "");
const encrypted = keygen("-t", "ed25519", "-N", "throwaway");
const pem = keygen("-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "throwaway");
const pkcs8 = keygen("-t", "rsa", "-b", "2048", "-m", "PKCS8", "-N", "").privateKey;
const slow = keygen("-t", "ed25519", "-N", "throwaway", "-a", "65").privateKey;
const ecdsa = ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 }).private;

it.each<[string, string, string | null]>([
  ["a plain key", ed25519.privateKey, null],
  ["one with a passphrase that it does not need", ed25519.privateKey, "unneeded"],
  ["one pasted with the line ends of Windows", ed25519.privateKey.replaceAll("\n", "\r\n"), null],
  ["one pasted with blank lines around", `\n\n${ed25519.privateKey}\n\n`, null],
  ["an encrypted key with its passphrase", encrypted.privateKey, "throwaway"],
  ["an encrypted PEM key with its passphrase", pem.privateKey, "throwaway"],
  ["an ECDSA key", ecdsa, null],
])("takes %s", (_, privateKey, passphrase) => {
  expect(privateKeyFault({ privateKey, passphrase })).toBeNull();
});

const [head = "", first = "", ...rest] = ed25519.privateKey.split("\n");
const bent = [head, first.replace("AAAA", "AAAB").slice(0, -4), "!!!!", ...rest].join("\n");

it.each<[string, string, string | null, RegExp]>([
  ["a public key", ed25519.publicKey, null, /^is a public key/],
  ["a public key of RFC 4716", "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA", null, /^is a public key/],
  [
    "a key of PuTTY",
    "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
    null,
    /puttygen FILE.ppk -O private-openssh/,
  ],
  ["a key in PKCS#8", pkcs8, null, /PKCS#8.*ssh-keygen -p -f FILE/],
  ["an encrypted key without its passphrase", encrypted.privateKey, null, /passphrase is missing$/],
  ["an encrypted PEM key without its passphrase", pem.privateKey, null, /passphrase is missing$/],
  ["an encrypted key with another passphrase", encrypted.privateKey, "other", /does not open with this passphrase$/],
  ["an encrypted PEM key with another passphrase", pem.privateKey, "other", /does not open with this passphrase$/],
  ["any text", "hunter2", null, /^is no private key: it must begin with a line such as/],
  ["the name of a file", "~/.ssh/id_ed25519", null, /^is no private key/],
  ["a key cut off", ed25519.privateKey.slice(0, 200), null, /^is not whole/],
  ["a key on one line", ed25519.privateKey.replaceAll("\n", "\\n"), null, /^is (no private key|not whole)/],
  ["a key with characters changed", bent, null, /^is (damaged|of a type or in a format)/],
  ["a key that takes seconds to open", slow, "throwaway", /more than 64 rounds/],
])("says what is wrong with %s, without a word of it", (_, privateKey, passphrase, says) => {
  const fault = privateKeyFault({ privateKey, passphrase });
  expect(fault).toMatch(says);
  for (const line of privateKey.split("\n").slice(1, -2)) if (line) expect(fault).not.toContain(line);
  expect(fault).not.toContain("hunter2");
});

it("gives an answer to any bytes in a key's clothes", () => {
  for (let length = 0; length < 200; length++) {
    const body = Buffer.from(Array.from({ length }, (_, i) => (i * 7919 + length * 31) % 256)).toString("base64");
    const magic = Buffer.from("openssh-key-v1\0").toString("base64");
    for (const text of [body, magic + body]) {
      const privateKey = `-----BEGIN OPENSSH PRIVATE KEY-----\n${text}\n-----END OPENSSH PRIVATE KEY-----`;
      expect(privateKeyFault({ privateKey, passphrase: "throwaway" })).toMatch(/^is |^takes |^does /);
    }
  }
});
