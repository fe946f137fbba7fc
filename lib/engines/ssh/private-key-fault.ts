import ssh2 from "ssh2";

type PrivateKeyFaultInput = { privateKey: string; passphrase: string | null };

const toOpenssh = "Convert a copy of it with `ssh-keygen -p -f FILE`, which writes the format of OpenSSH.";
/** ssh-keygen takes 16 to 24 unless told otherwise. Each costs 15 ms, at every connection, in which nothing else is done. */
const roundsMax = 64;

/** What is wrong with a private key as somebody pasted it, and what to do; null when we can sign in with it. */
export function privateKeyFault({ privateKey, passphrase }: PrivateKeyFaultInput): string | null {
  const text = privateKey.trim();
  if (/^(ssh|ecdsa|sk)-\S+ +[A-Za-z0-9+/=]+|^-{4,5} ?BEGIN (SSH2 |RSA )?PUBLIC KEY/.test(text)) {
    return "is a public key. Give the private one, which stands in the file without .pub";
  }
  if (text.startsWith("PuTTY-User-Key-File-")) {
    return "is in PuTTY's format. Convert it: `puttygen FILE.ppk -O private-openssh -o FILE`";
  }
  if (/^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(text)) return `is in the PKCS#8 format. ${toOpenssh}`;
  if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return "is no private key: it must begin with a line such as -----BEGIN OPENSSH PRIVATE KEY-----";
  }
  if (!/\n-----END [A-Z ]*PRIVATE KEY-----$/.test(text)) {
    return "is not whole: its last line must be such as -----END OPENSSH PRIVATE KEY-----, and its lines must be kept";
  }
  if (kdfRounds(text) > roundsMax) {
    return `takes more than ${roundsMax} rounds to decrypt. Lower them on a copy: \`ssh-keygen -p -a 16 -f FILE\``;
  }
  return parseFault({ privateKey, passphrase });
}

function parseFault({ privateKey, passphrase }: PrivateKeyFaultInput): string | null {
  const parsed = ssh2.utils.parseKey(privateKey, passphrase ?? undefined);
  if (!(parsed instanceof Error)) {
    // The types know one key; a file may hold several.
    if (Array.isArray(parsed)) return "is more than one key. Give the one that the host knows";
    if (!parsed.isPrivateKey()) return "is no private key";
    return parsed.type === "ssh-dss" ? "is a DSA key, which servers do not take any more. Make an Ed25519 one" : null;
  }
  if (/no passphrase given/.test(parsed.message)) return "is encrypted, and its passphrase is missing";
  if (/bad passphrase/i.test(parsed.message) && passphrase !== null) return "does not open with this passphrase";
  if (/unsupported/i.test(parsed.message)) return `is of a type or in a format that is not supported. ${toOpenssh}`;
  return "is damaged: paste it anew, all of its lines";
}

/** The cost of the passphrase of a key in OpenSSH's format (its PROTOCOL.key); 0 where there is none to read. */
function kdfRounds(text: string): number {
  if (!text.startsWith("-----BEGIN OPENSSH PRIVATE KEY-----")) return 0;
  const bytes = Buffer.from(text.split("\n").slice(1, -1).join(""), "base64");
  let at = "openssh-key-v1\0".length;
  const skip = () => {
    const length = at + 4 <= bytes.length ? bytes.readUInt32BE(at) : bytes.length;
    at += 4 + length;
    return length;
  };
  skip();
  skip();
  const optionsLength = skip();
  return optionsLength >= 4 && at <= bytes.length ? bytes.readUInt32BE(at - 4) : 0;
}
