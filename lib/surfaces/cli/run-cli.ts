import { approvalCommands } from "./approval-commands";
import { auditCommands } from "./audit-commands";
import { budgetCommands } from "./budget-commands";
import { callbackCommands } from "./callback-commands";
import type { Call, Commands, Outcome } from "./command";
import { doctorCommands } from "./doctor-commands";
import { flowCommands } from "./flow-commands";
import { grantCommands } from "./grant-commands";
import { hostCommands } from "./host-commands";
import { keyCommands } from "./key-commands";
import { limitCommands } from "./limit-commands";
import { mcpCommands } from "./mcp-commands";
import { memoryCommands } from "./memory-commands";
import { UsageError } from "./usage-error";
import { userCommands } from "./user-commands";

const subjects: Record<string, Commands> = {
  key: keyCommands,
  grant: grantCommands,
  approval: approvalCommands,
  callback: callbackCommands,
  flow: flowCommands,
  host: hostCommands,
  mcp: mcpCommands,
  limit: limitCommands,
  budget: budgetCommands,
  memory: memoryCommands,
  audit: auditCommands,
  user: userCommands,
  doctor: doctorCommands,
};

/** Carries out one command. Throws a UsageError, with the usage, for a call that is not understood. */
export async function runCli({ args: [subject = "", verb = "", ...args], ...call }: Call): Promise<Outcome> {
  const commands = Object.hasOwn(subjects, subject) ? subjects[subject] : undefined;
  const run = commands && Object.hasOwn(commands.verbs, verb) ? commands.verbs[verb] : undefined;
  const usage = `Usage:\n${(commands ? [commands] : Object.values(subjects)).map((one) => one.usage).join("\n")}`;
  if (!run) throw new UsageError(usage);
  if (args.includes("--help") || args.includes("-h")) return { text: usage, exitCode: 0 };
  try {
    return await run({ args, ...call });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message}\n${usage}`, { cause: error.cause });
  }
}
