import { UsageError } from "./usage-error";

/** An option's number; undefined for none. Throws a UsageError that names the option. */
export function readNumberOption(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given);
  throw new UsageError(`${option} must be a number`);
}
