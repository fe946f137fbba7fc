/** The key that a host was accepted with. */
export type PinnedHostKey = {
  /** `SHA256:` and base64 without padding, as `ssh-keygen -lf` prints it. */
  fingerprint: string;
  /** The key's type, such as `ssh-ed25519` or `ssh-rsa`; only keys of this type are asked for. */
  algorithm: string;
};

/** A host to run commands on, as its inventory row describes it. */
export type SshTarget = {
  /** The row's id. With the rest it keys the pool: a row that was changed gets a connection of its own. */
  id: string;
  /** What errors call the host: they never hold its address. */
  alias: string;
  address: string;
  port: number;
  user: string;
  auth: { kind: "key"; privateKey: string; passphrase: string | null } | { kind: "agent"; socket: string };
  /** Null when nobody has accepted one: then nothing is sent. */
  hostKey: PinnedHostKey | null;
  jump: SshTarget | null;
  /** For all of it: name, socket, handshake and sign-in. */
  connectTimeoutMs: number;
  /** How many commands run on it at once; 8 unless told. A server allows 10 on a connection by default. */
  sessionsMax?: number;
};
