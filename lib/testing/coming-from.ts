import { globalState } from "@/lib/core/global-state";
import { peerHeader } from "@/lib/surfaces/http/read-peer";

const word = "the-word-of-the-tests";

/** The header of a request that came from an address, as our own server would sign it. */
export function comingFrom(address: string): Record<string, string> {
  globalState<{ word: string | null }>("peer-word", () => ({ word: null })).word = word;
  const facts = { address, httpVersion: "1.1", forwarding: [] };
  return { [peerHeader]: `${word} ${Buffer.from(JSON.stringify(facts)).toString("base64url")}` };
}
