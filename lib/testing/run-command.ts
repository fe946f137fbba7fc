import type { Call } from "@/lib/surfaces/cli/command";
import { runCli } from "@/lib/surfaces/cli/run-cli";

/** The command line as a shell would call it, with the variables and the standard input that it is given; `notes` gets what it says aside. */
export function runCommand({
  variables = {},
  input = "",
  notes = [],
  ...call
}: Pick<Call, "args" | "env"> & { variables?: Record<string, string>; input?: string; notes?: string[] }) {
  return runCli({
    ...call,
    readVariable: (name) => variables[name],
    readInput: async () => input,
    note: (line) => void notes.push(line),
  });
}
