import type { LookupAddress } from "node:dns";
import { lookup, Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";

/** All addresses of a name. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<LookupAddress[]>;

type Settings = {
  /** Whom to ask, as `address:port`; by default whom the system asks. */
  servers?: string[];
  hostsFile?: string;
};

const askMsMax = 4_000;
const triesMax = 2;

/**
 * Looks names up as the system would: its hosts file, then its name servers. Not by `getaddrinfo`: that holds one of
 * libuv's four threads until it is done, so that four names that resolve slowly would hold up every file and every hash
 * of this process. A lookup ends with its signal.
 */
export function createResolve({ servers, hostsFile = "/etc/hosts" }: Settings = {}): Resolve {
  return async (host, signal) => {
    // The one local name that may be asked for; no name server is.
    if (host === "localhost") return lookup(host, { all: true, order: "verbatim" });
    const known = await findInHosts(hostsFile, host);
    if (known.length > 0) return known;
    const resolver = new Resolver({ timeout: askMsMax, tries: triesMax });
    if (servers) resolver.setServers(servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
      return [...addressesOf(four, 4), ...addressesOf(six, 6)];
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  };
}

/** A name without one kind of address, or that nobody knows, has none of it. */
function addressesOf(answer: PromiseSettledResult<string[]>, family: number): LookupAddress[] {
  return answer.status === "fulfilled" ? answer.value.map((address) => ({ address, family })) : [];
}

/** Source: hosts(5). */
async function findInHosts(file: string, host: string): Promise<LookupAddress[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    const family = isIP(address);
    return family !== 0 && names.some((name) => name.toLowerCase() === host) ? [{ address, family }] : [];
  });
}
