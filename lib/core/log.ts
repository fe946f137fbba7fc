import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import pino from "pino";
import { createStream } from "rotating-file-stream";
import { describeError } from "./describe-error";
import { activeTraceparent } from "./tracing";

export type Log = pino.Logger;

const redactedPaths = ["authorization", "cookie", "password", "secret", "token", "apiKey"];
const ownersOnly = 0o600;

type CreateLogInput = {
  file: string | null;
  level: string /** Instead of the file. */;
  stream?: pino.DestinationStream;
  /** Takes secrets out of a line, which must stay JSON. */
  redact?: (line: string) => string;
};

/**
 * JSON lines to `file` (its owner's alone, rotated at 10 MB, five kept), or to standard output when null. A line that
 * belongs to a span says to which.
 */
export function createLog({ file, level, stream, redact }: CreateLogInput): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeError(error) },
    redact: { paths: redactedPaths.flatMap((path) => [path, `*.${path}`, `*.*.${path}`]), censor: "[redacted]" },
    mixin: spanIds,
    ...(redact && { hooks: { streamWrite: redact } }),
  };
  if (stream) return pino(options, stream);
  return file === null ? pino(options) : pino(options, openFile(file));
}

function spanIds(): object {
  const [, traceId, spanId] = activeTraceparent()?.split("-") ?? [];
  return traceId ? { trace_id: traceId, span_id: spanId } : {};
}

function openFile(file: string): pino.DestinationStream {
  const directory = dirname(file);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // One of an earlier version may be open to everybody.
  if (existsSync(file)) chmodSync(file, ownersOnly);
  return createStream(basename(file), { path: directory, size: "10M", maxFiles: 5, mode: ownersOnly });
}
