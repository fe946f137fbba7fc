import type { ShownHostKey } from "@/lib/contracts/host";

/** The key that a host shows, what it is beside the accepted one, and what to do. */
export function describeShownKey({ alias, shown }: { alias: string; shown: ShownHostKey }): string {
  const key = `${shown.algorithm}  ${shown.fingerprint}`;
  const compare =
    "Compare it on the host's own console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub (or _ecdsa_, _rsa_)";
  const accept = `Then accept it: npm run host:accept-key -- ${alias} ${shown.fingerprint}`;
  switch (shown.matches) {
    case true:
      return `${key}\n\nIt is the key that was accepted for ${alias}.`;
    case null:
      return `${key}\n\nNobody has accepted it for ${alias} yet. ${compare}\n${accept}`;
    case false:
      return `${key}\n\nIt is NOT the key that was accepted for ${alias}: the host was set up anew, or somebody stands in between. ${compare}\nOnly if it is the same: npm run host:accept-key -- ${alias} ${shown.fingerprint}`;
  }
}
