import ssh2 from "ssh2";

/**
 * A throwaway Ed25519 key. One in some 300 that ssh2 makes cannot be read by ssh2 itself (it drops a leading zero), so
 * that another is made then.
 */
export function makeSshKey({ passphrase }: { passphrase?: string } = {}): { private: string; public: string } {
  const encrypted = passphrase === undefined ? {} : { passphrase, cipher: "aes256-ctr", rounds: 4 };
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync("ed25519", encrypted as never);
    if (!(ssh2.utils.parseKey(pair.private, passphrase) instanceof Error)) return pair;
  }
}
