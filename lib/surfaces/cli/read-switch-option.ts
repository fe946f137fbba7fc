import { UsageError } from "./usage-error";

/** An option that is true or false; undefined for none. Throws a UsageError that names the option. */
export function readSwitchOption(option: string, given: string | undefined): boolean | undefined {
  if (given === undefined) return undefined;
  if (given === "true" || given === "false") return given === "true";
  throw new UsageError(`${option} must be true or false`);
}
