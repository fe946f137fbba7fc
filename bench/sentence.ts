const parts = [
  [
    "The billing service",
    "Our staging database",
    "Anna from support",
    "The Frankfurt cluster",
    "A nightly backup",
    "The mobile app",
    "The old printer",
    "Every invoice",
    "The garden pump",
    "My sister's bakery",
    "The payment gateway",
    "The data team",
  ],
  [
    "was moved to",
    "depends on",
    "complained about",
    "runs every morning with",
    "should never share",
    "is documented in",
    "was replaced by",
    "lost its connection to",
    "prefers",
    "asked for",
    "costs more than",
    "is waiting for",
  ],
  [
    "the new region",
    "a read replica",
    "the blue folder",
    "an expired certificate",
    "fresh tomatoes",
    "the quarterly report",
    "a second approval",
    "port forwarding",
    "the weather sensor",
    "a signed contract",
    "the cooling system",
    "strong coffee",
  ],
  [
    "since last Friday",
    "because of the audit",
    "until the contract ends",
    "in spite of the alarm",
    "after the upgrade",
    "before the holidays",
    "at the request of legal",
    "without telling anyone",
    "for the third time",
    "as agreed in March",
  ],
];

/** The n-th of many different plain sentences: a fixed vocabulary, so that words are shared as in real notes. */
export function sentence(n: number): string {
  let rest = n;
  const words = parts.map((choices) => {
    const word = choices[rest % choices.length];
    rest = Math.floor(rest / choices.length);
    return word;
  });
  return `${words.join(" ")}, reference ${(n * 2_654_435_761) % 100_003}-${n}.`;
}
