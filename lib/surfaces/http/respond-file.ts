import type { JobFile } from "@/lib/records/files/find-file";

/** What a browser only ever draws; anything else, SVG and HTML above all, may be a page that acts as its reader. */
const pictures: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const downloads: ReadonlySet<string> = new Set([
  "application/pdf",
  "audio/aac",
  "audio/flac",
  "audio/mp4",
  "audio/mpeg",
  "audio/ogg",
  "audio/wav",
  "audio/webm",
]);

/**
 * A file from outside, so that no browser takes it for a page of ours: pictures are shown, the rest is downloaded, and
 * what it is called is never guessed from its content.
 */
export function respondFile(request: Request, { id, name, mimeType, content, bytesCount }: JobFile): Response {
  const isPicture = pictures.has(mimeType);
  const headers = {
    etag: `"${id}"`,
    // A file never changes; it is its reader's own.
    "cache-control": "private, max-age=31536000, immutable",
    vary: "Authorization, Cookie",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
  };
  if (request.headers.get("if-none-match")?.includes(headers.etag)) return new Response(null, { status: 304, headers });
  return new Response(content, {
    headers: {
      ...headers,
      "content-type": isPicture || downloads.has(mimeType) ? mimeType : "application/octet-stream",
      "content-length": String(bytesCount),
      "content-disposition": `${isPicture ? "inline" : "attachment"}; ${fileName(name)}`,
    },
  });
}

/** RFC 6266, section 4.3: a plain name for all, the true one for those that read RFC 8187. */
function fileName(name: string): string {
  const plain = name.replace(/[^\w.-]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}
