import type { CreateHostRequest, HostCheck, HostEntry, ShownHostKey, UpdateHostRequest } from "@/lib/contracts/host";
import { acceptShownKey } from "@/lib/dispatch/accept-shown-key";
import { checkHost } from "@/lib/dispatch/check-host";
import { addHost, changeHost } from "@/lib/dispatch/save-host";
import { showHostKey } from "@/lib/dispatch/show-host-key";
import { closeAll } from "@/lib/engines/ssh/pool";
import type { Context } from "@/lib/records/context";
import { deleteHost } from "@/lib/records/hosts/delete-host";
import { hostEntry } from "@/lib/records/hosts/host-entry";
import { listHosts } from "@/lib/records/hosts/list-hosts";
import type { AdminVerb } from "./with-admin";

type Change = { id: string; change: UpdateHostRequest };
type Acceptance = { id: string; fingerprint: string };

const pathOf = (id: string) => `/hosts/${encodeURIComponent(id)}`;

const list: AdminVerb<void, HostEntry[]> = {
  run: async (ctx) => {
    const hosts = await listHosts(ctx);
    return hosts.map((host) => hostEntry({ host, hosts }));
  },
  ask: () => ({ method: "GET", path: "/hosts" }),
  pick: ({ hosts }: { hosts: HostEntry[] }) => hosts,
};

const add: AdminVerb<CreateHostRequest, HostEntry> = {
  run: addHost,
  ask: (body) => ({ method: "POST", path: "/hosts", body }),
};

const edit: AdminVerb<Change, HostEntry> = {
  run: changeHost,
  ask: ({ id, change }) => ({ method: "PATCH", path: pathOf(id), body: change }),
};

const remove: AdminVerb<string, HostEntry> = {
  run: deleteHost,
  ask: (id) => ({ method: "DELETE", path: pathOf(id) }),
};

const showKey: AdminVerb<string, ShownHostKey> = {
  run: hangingUp(showHostKey),
  ask: (id) => ({ method: "POST", path: `${pathOf(id)}/host-key` }),
};

const acceptKey: AdminVerb<Acceptance, HostEntry> = {
  run: hangingUp(acceptShownKey),
  ask: ({ id, fingerprint }) => ({ method: "POST", path: `${pathOf(id)}/accept-key`, body: { fingerprint } }),
};

const check: AdminVerb<string, HostCheck> = {
  run: hangingUp(checkHost),
  ask: (id) => ({ method: "POST", path: `${pathOf(id)}/check` }),
};

/** What the command line does with the inventory of hosts. */
export const hostVerbs = { list, add, edit, remove, showKey, acceptKey, check };

/** A connection that waits to be used again would keep the command from ending. */
function hangingUp<Input, Output>(run: (ctx: Context, input: Input) => Promise<Output>) {
  return async (ctx: Context, input: Input): Promise<Output> => {
    try {
      return await run(ctx, input);
    } finally {
      await closeAll();
    }
  };
}
