import ipaddr from "ipaddr.js";
import { isSameSecret } from "@/lib/core/crypto";
import type { Env } from "@/lib/core/env";
import { globalState } from "@/lib/core/global-state";

/**
 * What scripts/server.mjs saw on the socket, before Next filled in forwarding headers of its own. It overwrites any
 * such header of the caller's, and signs it with a word that only this process knows.
 */
type Peer = { address: string; httpVersion: string; forwarding: string[] };

export const peerHeader = "x-orchestrator-peer";

/**
 * Whether a call without a key comes from this very machine: socket, `Host` and forwarding headers all loopback, and
 * not sent by a web page of another origin (a browser on this machine reaches loopback too).
 */
export function isLocalCall({ headers, env }: { headers: Headers; env: Env }): boolean {
  if (!env.isLocalCallerAllowed) return false;
  const peer = readPeer(headers.get(peerHeader));
  if (!peer || !isLoopback(peer.address)) return false;
  const host = headers.get("host") ?? "";
  return (
    isLoopbackHost(host) &&
    peer.forwarding.every(isLoopback) &&
    // Reverse proxies with default settings (nginx) speak 1.0 to us and may add no header at all.
    peer.httpVersion !== "1.0" &&
    isOwnPage({ headers, host })
  );
}

function readPeer(header: string | null): Peer | null {
  const word = globalState<{ word: string | null }>("peer-word", () => ({ word: null })).word;
  const [given = "", facts = ""] = header?.split(" ") ?? [];
  if (word === null || !isSameSecret(given, word)) return null;
  return JSON.parse(Buffer.from(facts, "base64url").toString()) as Peer;
}

function isLoopback(address: string): boolean {
  const bare = address.trim().replace(/^"?\[?([^\]]*)\]?"?$/, "$1");
  return ipaddr.isValid(bare) && ipaddr.process(bare).range() === "loopback";
}

function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || isLoopback(name);
}

function isOwnPage({ headers, host }: { headers: Headers; host: string }): boolean {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site") ?? "none";
  return (origin === null || origin === `http://${host}`) && (site === "none" || site === "same-origin");
}
