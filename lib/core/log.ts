import { mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import pino from "pino";
import { createStream } from "rotating-file-stream";

export type Log = pino.Logger;

const redactedPaths = ["authorization", "cookie", "password", "secret", "token", "apiKey"];

/** JSON lines to `file` (rotated at 10 MB, five kept), or to standard output when null. */
export function createLog({ file, level }: { file: string | null; level: string }): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: redactedPaths.flatMap((path) => [path, `*.${path}`, `*.*.${path}`]), censor: "[redacted]" },
  };
  if (file === null) return pino(options);
  const directory = dirname(file);
  mkdirSync(directory, { recursive: true });
  return pino(options, createStream(basename(file), { path: directory, size: "10M", maxFiles: 5 }));
}
