/** The right of one job to answer for every twin of its request until `expiresAt`. */
export type Claim = {
  /** The caller's own key, or our hash of intent and inputs; each with a letter before it that says which. */
  key: string;
  /** Whether the caller chose the key: it then holds for the whole hour, whatever becomes of the result. */
  isCallersKey: boolean;
  /** SHA-256 of the canonical JSON of intent and inputs. */
  fingerprint: string;
  expiresAt: Date;
};
