import { isIP } from "node:net";
import { addressKind } from "./address-kind";
import { isPrivateAddress } from "./is-private-address";

export type OutboundRules = {
  /** Whether this machine itself may be called, and by plain http. */
  isLoopbackAllowed: boolean;
  /** Whether private networks may be called, and by plain http. */
  isPrivateAllowed?: boolean;
  /** The origin of what an operator configured, which is called wherever it leads. */
  ownOrigin?: string;
};

const charsMax = 2048;
/** Names that only a local resolver knows. Source: RFC 6761, RFC 6762, RFC 8375, RFC 7686 and ICANN's `internal`. */
const localNames = /(^|\.)(localhost|local|internal|home\.arpa|onion)$/;

/**
 * Why a URL that a caller gave can never be called, as the end of a sentence, or null when its name must be looked up
 * to tell. Allowed is https on port 443 or any from 1024 up: below are mail servers and the like, which no one means.
 */
export function judgeUrl(text: string, rules: OutboundRules): string | null {
  const { isLoopbackAllowed, isPrivateAllowed = false, ownOrigin } = rules;
  if (text.length > charsMax || !URL.canParse(text)) return "must be a URL of 2,048 characters at most";
  const url = new URL(text);
  const host = hostOf(url);
  const isLoopback = host === "localhost" || addressKind(host) === "loopback";
  if (url.username !== "" || url.password !== "") return "must not hold a user name or a password";
  if (url.origin === ownOrigin) return null;
  if (isLoopback && !isLoopbackAllowed) return "must not lead to this machine";
  const mayBePlain = isLoopback || (isPrivateAllowed && addressKind(host) !== "public");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && mayBePlain)) return "must begin with https://";
  const isPortAllowed = url.port === "" || Number(url.port) >= 1024;
  if (!isPortAllowed) return "must name no port, or one from 1024 up";
  if (isLoopback || (isPrivateAllowed && (isIP(host) === 0 || isPrivateAddress(host)))) return null;
  if (isIP(host) !== 0) return addressKind(host) === "public" ? null : "must lead to a public address";
  return host.includes(".") && !localNames.test(host) ? null : "must name a host of the public internet";
}

/** The host without the brackets of an IPv6 address and without the dot of a complete name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}
