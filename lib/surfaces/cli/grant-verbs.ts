import type { GrantEntry } from "@/lib/contracts/oauth";
import { listGrants } from "@/lib/records/oauth/list-grants";
import { revokeGrant } from "@/lib/records/oauth/revoke-grant";
import type { AdminVerb } from "./with-admin";

const list: AdminVerb<void, GrantEntry[]> = {
  run: listGrants,
  ask: () => ({ method: "GET", path: "/grants" }),
  pick: ({ grants }: { grants: GrantEntry[] }) => grants,
};

const revoke: AdminVerb<string, GrantEntry> = {
  run: revokeGrant,
  ask: (id) => ({ method: "DELETE", path: `/grants/${encodeURIComponent(id)}` }),
};

/** What the command line does with the programs that users let in. */
export const grantVerbs = { list, revoke };
