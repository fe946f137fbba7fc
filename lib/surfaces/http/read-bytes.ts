import { AppError } from "@/lib/core/app-error";

type ReadBytesInput = { request: Request; bytesMax: number };

/** The body of a request as it came, up to a size; throws a 4xx AppError for a larger or a broken one. */
export async function readBytes({ request, bytesMax }: ReadBytesInput): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw tooLarge(bytesMax);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > bytesMax) throw tooLarge(bytesMax);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    // A caller's lost connection must not look like the database's.
    throw new AppError({ code: "invalid_json", detail: "The body broke off before its end.", cause: error });
  }
  return Buffer.concat(chunks);
}

function tooLarge(bytesMax: number): AppError {
  const size = bytesMax >= 1024 * 1024 ? `${bytesMax / 1024 / 1024} MB` : `${bytesMax / 1024} KB`;
  return new AppError({
    code: "payload_too_large",
    detail: `The body is larger than ${size}.`,
    hint: "Send less in one call.",
  });
}
