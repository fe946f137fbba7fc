import type { CreateFlowRequest, FlowCheck, FlowEntry, UpdateFlowRequest } from "@/lib/contracts/flow-binding";
import { checkFlow } from "@/lib/dispatch/check-flow";
import { addFlow, changeFlow } from "@/lib/dispatch/save-flow";
import { deleteFlow } from "@/lib/records/flows/delete-flow";
import { flowEntry } from "@/lib/records/flows/flow-entry";
import { listFlows } from "@/lib/records/flows/list-flows";
import type { AdminVerb } from "./with-admin";

type Change = { id: string; change: UpdateFlowRequest };

const pathOf = (id: string) => `/flows/${encodeURIComponent(id)}`;

const list: AdminVerb<void, FlowEntry[]> = {
  run: async (ctx) => (await listFlows(ctx)).map(flowEntry),
  ask: () => ({ method: "GET", path: "/flows" }),
  pick: ({ flows }: { flows: FlowEntry[] }) => flows,
};

const add: AdminVerb<CreateFlowRequest, FlowEntry> = {
  run: addFlow,
  ask: (body) => ({ method: "POST", path: "/flows", body }),
};

const edit: AdminVerb<Change, FlowEntry> = {
  run: changeFlow,
  ask: ({ id, change }) => ({ method: "PATCH", path: pathOf(id), body: change }),
};

const remove: AdminVerb<string, FlowEntry> = {
  run: deleteFlow,
  ask: (id) => ({ method: "DELETE", path: pathOf(id) }),
};

const check: AdminVerb<string, FlowCheck> = {
  run: checkFlow,
  ask: (id) => ({ method: "POST", path: `${pathOf(id)}/check` }),
};

/** What the command line does with the bindings of intents to flows. */
export const flowVerbs = { list, add, edit, remove, check };
