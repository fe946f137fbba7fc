import { AppError } from "@/lib/core/app-error";
import { parseStrictJson } from "@/lib/core/parse-strict-json";

const bodyBytesMax = 1024 * 1024;

/** The JSON body of a request, 1 MB at most, or `emptyMeans` when there is none; throws a 4xx AppError for anything else. */
export async function readJsonBody(request: Request, { emptyMeans }: { emptyMeans?: unknown } = {}): Promise<unknown> {
  const bytes = await readBytes(request);
  if (bytes.length === 0 && emptyMeans !== undefined) return emptyMeans;
  checkHeaders(request.headers);
  if (bytes.length === 0) {
    throw new AppError({ code: "invalid_json", detail: "The body is empty.", hint: "Send a JSON object." });
  }
  return parseStrictJson(decode(bytes));
}

function checkHeaders(headers: Headers): void {
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const isJson = /^application\/([\w.-]+\+)?json$/.test(type.trim());
  const charset = parameters.find((parameter) => parameter.trim().startsWith("charset="));
  if (!isJson || (charset && !/charset="?utf-?8"?\s*$/.test(charset))) {
    throw new AppError({
      code: "unsupported_media_type",
      detail: "The body must be JSON in UTF-8.",
      hint: "Send the header Content-Type: application/json.",
      errors: [{ path: "Content-Type", message: "must be application/json" }],
    });
  }
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    throw new AppError({
      code: "unsupported_media_type",
      detail: "A compressed body is not accepted.",
      hint: "Send the body without Content-Encoding.",
      errors: [{ path: "Content-Encoding", message: "must be absent" }],
    });
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > bodyBytesMax) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > bodyBytesMax) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    // A caller's lost connection must not look like the database's.
    throw new AppError({ code: "invalid_json", detail: "The body broke off before its end.", cause: error });
  }
  return Buffer.concat(chunks);
}

function tooLarge(): AppError {
  return new AppError({
    code: "payload_too_large",
    detail: "The body is larger than 1 MB.",
    hint: "Send less in one call.",
  });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError({ code: "invalid_json", detail: "The body is not valid UTF-8.", cause });
  }
}
