// Apart from the schemas, so that a page that lists them need not load those.
export const keyStates = ["active", "paused", "expired", "revoked"] as const;
