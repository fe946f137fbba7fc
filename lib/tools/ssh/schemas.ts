import { z } from "zod";
import { HostAlias, HostTag } from "@/lib/contracts/host";

/** What the policy finds too long it says so itself, up to this. */
const commandCharsMax = 100_000;

/** Not trimmed: what is judged is what was sent. */
export const Command = z.string().max(commandCharsMax).regex(/\S/, "must not be blank");

const hostsMax = 50;

/** Where a command goes: exactly one of these. */
export const hostFields = {
  host: HostAlias.optional().describe("The alias of one host; ssh.hosts lists them."),
  hosts: z.array(HostAlias).min(1).max(hostsMax).optional().describe("Or the aliases of several."),
  tag: HostTag.optional().describe("Or a tag: every host that has it."),
};

/** How a command ended on one host. */
export const HostRun = z.strictObject({
  host: z.string().describe("Its alias."),
  command: z.string().describe("What was sent, exactly."),
  exit_code: z
    .int()
    .nullable()
    .describe(
      "As the command's own; not 0 may still be an answer. Null when it was stopped: for its time, or over 64 MB.",
    ),
  stdout: z.string(),
  stderr: z.string(),
  duration_ms: z.int(),
  truncated: z.boolean().describe("Whether some of the output is left out."),
  timed_out: z.boolean().describe("Whether it was killed because its time was up."),
});
export type HostRun = z.infer<typeof HostRun>;
