/** The cookies of a request by name. A name that stands twice counts as it stands first, as servers commonly read it. */
export function readCookies({ headers }: Request): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null);
  for (const pair of (headers.get("cookie") ?? "").split(/;\s*/)) {
    const [name = "", value] = pair.split(/=(.*)/s, 2);
    if (value !== undefined && !(name in cookies)) cookies[name] = decode(value);
  }
  return cookies;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replace(/^"(.*)"$/, "$1"));
  } catch {
    return value;
  }
}
