import type { Env } from "@/lib/core/env";

/** What a command is given: its words after the verb, the configuration, and where a secret may come from. */
export type Call = {
  args: string[];
  env: Env;
  /** The variable of the environment that `--secret-env` names. */
  readVariable(name: string): string | undefined;
  /** All of standard input. */
  readInput(): Promise<string>;
  /** Says a line that is no part of the outcome. */
  note(line: string): void;
};

/** What a command prints, and how it ends: 1 when something that it looked at has failed. */
export type Outcome = { text: string; exitCode: 0 | 1 };

/** Commands on one subject: `npm run SUBJECT:VERB`, or `npm run SUBJECT` for the one under an empty name. */
export type Commands = { usage: string; verbs: Record<string, (call: Call) => Promise<Outcome>> };
