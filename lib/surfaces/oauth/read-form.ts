import { AppError } from "@/lib/core/app-error";
import { readBytes } from "@/lib/surfaces/http/read-bytes";

const bytesMax = 16 * 1024;

/** The form fields of a request, each at most once (RFC 6749, section 3.2). Throws a 4xx AppError for anything else. */
export async function readForm(request: Request): Promise<Record<string, string>> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") {
    throw new AppError({ code: "unsupported_media_type", detail: "The body must be form fields." });
  }
  const fields: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(await readBytes({ request, bytesMax })))) {
    if (Object.hasOwn(fields, name) || name === "__proto__") {
      throw new AppError({ code: "invalid_request", detail: "The body gives a field twice." });
    }
    // Postgres cannot keep a NUL, and none of these values has one.
    if (value.includes("\0"))
      throw new AppError({ code: "invalid_request", detail: "The body holds a NUL character." });
    fields[name] = value;
  }
  return fields;
}
