import ipaddr from "ipaddr.js";
import type { Env } from "@/lib/core/env";
import { readPeer } from "./read-peer";

/**
 * Whether a call without a key comes from this very machine: socket, `Host` and forwarding headers all loopback, and
 * not sent by a web page of another origin (a browser on this machine reaches loopback too).
 */
export function isLocalCall({ headers, env }: { headers: Headers; env: Env }): boolean {
  if (!env.isLocalCallerAllowed) return false;
  const peer = readPeer(headers);
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
