const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?((?:[/?].*)?)$/;

type IsSameRedirectInput = { registered: string; given: string };

/**
 * Whether an address is the one that was registered: character by character, but for the port on the user's own
 * machine, which a native application learns only when it listens. Source: OAuth 2.1, section 2.3.1; RFC 8252, 7.3.
 */
export function isSameRedirect({ registered, given }: IsSameRedirectInput): boolean {
  if (registered === given) return true;
  const [, host, rest] = loopback.exec(registered) ?? [];
  const [, givenHost, givenRest] = loopback.exec(given) ?? [];
  return host !== undefined && host === givenHost && rest === givenRest;
}
