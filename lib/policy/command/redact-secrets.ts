import { createRedactor } from "./create-redactor";

/** The text with private keys, tokens and passwords replaced by `[redacted:kind]`, line by line; the lines stay as many. */
export function redactSecrets(text: string): string {
  const redactor = createRedactor();
  return redactor.write(text) + redactor.end();
}
