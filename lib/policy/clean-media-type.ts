/** A media type without its parameters; of what is none, what says nothing (RFC 9110, section 8.3.1). */
export function cleanMediaType(type: string): string {
  const plain = (type.split(";", 1)[0] ?? "").trim().toLowerCase();
  return /^[a-z0-9][\w!#$&^.+-]{0,60}\/[a-z0-9][\w!#$&^.+-]{0,60}$/.test(plain) ? plain : "application/octet-stream";
}
