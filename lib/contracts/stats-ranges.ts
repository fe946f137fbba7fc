// Apart from the schemas, so that a page that lists them need not load those.
/** How far back figures go. */
export const statsRanges = ["1h", "24h", "7d"] as const;
