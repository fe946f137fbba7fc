import { isSameSecret } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";

/**
 * What scripts/server.mjs saw on the socket, before Next filled in forwarding headers of its own. It overwrites any
 * such header of the caller's, and signs it with a word that only this process knows.
 */
type Peer = { address: string; httpVersion: string; forwarding: string[] };

export const peerHeader = "x-orchestrator-peer";

/** Who is at the other end of a request's socket; null where another server than ours took it. */
export function readPeer(headers: Headers): Peer | null {
  const word = globalState<{ word: string | null }>("peer-word", () => ({ word: null })).word;
  const [given = "", facts = ""] = headers.get(peerHeader)?.split(" ") ?? [];
  if (word === null || !isSameSecret(given, word)) return null;
  return JSON.parse(Buffer.from(facts, "base64url").toString()) as Peer;
}
