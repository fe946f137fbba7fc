import type { Call } from "./command";
import { readNamedSecrets } from "./read-named-secrets";
import { UsageError } from "./usage-error";

type ReadMcpHeadersInput = {
  headerFrom: string[] | undefined;
  bearerFrom: string | undefined;
  /** Names of headers to take away. */
  without?: string[] | undefined;
  call: Pick<Call, "readVariable" | "readInput">;
};

/** The headers that were given, null for each that goes; undefined when nothing was said of any. */
export async function readMcpHeaders({ headerFrom, bearerFrom, without = [], call }: ReadMcpHeadersInput) {
  if (!headerFrom && bearerFrom === undefined && without.length === 0) return undefined;
  const bearer = bearerFrom === undefined ? [] : [`Authorization=${bearerFrom}`];
  const { Authorization } = await readNamedSecrets({ option: "--bearer-from", given: bearer, call });
  const headers: Record<string, string | null> = await readNamedSecrets({
    option: "--header-from",
    given: headerFrom,
    call,
  });
  for (const name of without) headers[name] = null;
  if (Authorization === undefined) return headers;
  if (Object.keys(headers).some((name) => name.toLowerCase() === "authorization")) {
    throw new UsageError("--bearer-from is the Authorization header: give that once.");
  }
  return { ...headers, Authorization: `Bearer ${Authorization}` };
}
