/** How long a caller would rather wait, and the words of the header in which we say that it is heeded. */
type Preference = { waitS: number; applied: string };

const waitSMax = 40;

/**
 * `Prefer: respond-async` (a job at once) and `Prefer: wait=N` (N seconds; with both, that long and then a job), or
 * null when a request has neither. What else stands there, or cannot be read, is passed over. Source: RFC 7240,
 * sections 2, 4.1 and 4.3.
 */
export function readPreference(request: Request): Preference | null {
  const preferences = (request.headers.get("prefer") ?? "").toLowerCase().split(",").map(nameAndValue);
  const isAsync = preferences.some((preference) => preference === "respond-async");
  const wait = preferences.flatMap((preference) => /^wait\s*=\s*"?(\d{1,9})"?$/.exec(preference)?.[1] ?? [])[0];
  if (wait === undefined) return isAsync ? { waitS: 0, applied: "respond-async" } : null;
  const waitS = Math.min(waitSMax, Number(wait));
  return { waitS, applied: [...(isAsync ? ["respond-async"] : []), `wait=${waitS}`].join(", ") };
}

/** A preference without its parameters, of which none is known. */
function nameAndValue(preference: string): string {
  return (preference.split(";", 1)[0] ?? "").trim();
}
