/** `allow`: proven to read only, to end, and to show no secrets. `approval`: a person decides. `refuse`: never sent. */
export type Verdict = "allow" | "approval" | "refuse";

/** What stands between a part and the one before it. */
export type Connector = "|" | "&&" | "||" | ";";

/** One simple command of the line, as the parser understood it. */
export type CommandPart = {
  text: string;
  /** The words as they would be sent, enforced options included; null when the words could not be read. */
  argv: string[] | null;
  verdict: Verdict;
  rule: string;
  note: string;
  connector: Connector | null;
  redirections: string[];
};

export type CommandVerdict = {
  verdict: Verdict;
  rule: string;
  reason: string;
  parts: CommandPart[];
  /** The exact command to send; null unless allowed. */
  rendered: string | null;
};
