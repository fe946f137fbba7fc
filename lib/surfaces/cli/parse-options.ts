import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./usage-error";

type OptionsConfig = NonNullable<ParseArgsConfig["options"]>;

type ParseOptionsInput<Options extends OptionsConfig> = {
  args: string[];
  options: Options;
  /** Whether words without an option's name may stand there. */
  takesWords: boolean;
};

/** The options of a command by name, and its other words. Throws a UsageError for what is not understood. */
export function parseOptions<Options extends OptionsConfig>({ args, options, takesWords }: ParseOptionsInput<Options>) {
  try {
    return parseArgs({ args, options, allowPositionals: takesWords });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
