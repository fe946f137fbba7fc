import { AppError } from "@/lib/core/app-error";

const bytesMax = 16 * 1024;

/** The form fields of a request's body, 16 KB at most; throws a 4xx AppError for anything else. */
export async function readForm(request: Request): Promise<Record<string, string>> {
  if (!request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
    throw new AppError({ code: "unsupported_media_type", detail: "The body must be form fields." });
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > bytesMax) throw new AppError({ code: "payload_too_large", detail: "The body is larger than 16 KB." });
    chunks.push(chunk);
  }
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString("utf8")));
}
