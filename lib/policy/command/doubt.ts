/** Why something is not proven: a stable rule id, and a sentence for the caller. */
export type Doubt = { rule: string; reason: string };
