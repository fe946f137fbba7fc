import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import pino from "pino";
import { createStream } from "rotating-file-stream";
import { describeError } from "./describe-error";

export type Log = pino.Logger;

const redactedPaths = ["authorization", "cookie", "password", "secret", "token", "apiKey"];
const ownersOnly = 0o600;

type CreateLogInput = {
  file: string | null;
  level: string /** Instead of the file. */;
  stream?: pino.DestinationStream;
};

/** JSON lines to `file` (its owner's alone, rotated at 10 MB, five kept), or to standard output when null. */
export function createLog({ file, level, stream }: CreateLogInput): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeError(error) },
    redact: { paths: redactedPaths.flatMap((path) => [path, `*.${path}`, `*.*.${path}`]), censor: "[redacted]" },
  };
  if (stream) return pino(options, stream);
  return file === null ? pino(options) : pino(options, openFile(file));
}

function openFile(file: string): pino.DestinationStream {
  const directory = dirname(file);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // One of an earlier version may be open to everybody.
  if (existsSync(file)) chmodSync(file, ownersOnly);
  return createStream(basename(file), { path: directory, size: "10M", maxFiles: 5, mode: ownersOnly });
}
