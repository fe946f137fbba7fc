import { AppError } from "@/lib/core/app-error";
import { parseStrictJson } from "@/lib/core/parse-strict-json";
import { readBytes } from "./read-bytes";

const bodyBytesMax = 1024 * 1024;

type ReadJsonBodyOptions = { emptyMeans?: unknown; bytesMax?: number };

/** The JSON body of a request, 1 MB at most, or `emptyMeans` when there is none; throws a 4xx AppError for anything else. */
export async function readJsonBody(
  request: Request,
  { emptyMeans, bytesMax = bodyBytesMax }: ReadJsonBodyOptions = {},
): Promise<unknown> {
  const bytes = await readBytes({ request, bytesMax });
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

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError({ code: "invalid_json", detail: "The body is not valid UTF-8.", cause });
  }
}
