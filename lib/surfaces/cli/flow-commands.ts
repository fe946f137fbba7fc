import { CreateFlowRequest, type FlowEntry, UpdateFlowRequest } from "@/lib/contracts/flow-binding";
import { AppError } from "@/lib/core/app-error";
import { byOption } from "./by-option";
import type { Call, Commands, Outcome } from "./command";
import { describeFlow } from "./describe-flow";
import { flowVerbs } from "./flow-verbs";
import { listFindings } from "./list-findings";
import { flowOptionOf, readFlowOptions } from "./read-flow-options";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run flow:*` */
export const flowCommands: Commands = {
  usage: `  npm run flow:add -- --intent gmail.triage --backend n8n|activepieces [--target PATH_OR_FLOW_ID] [--method POST]
                      [--reply sync|async] [--title TEXT] [--description TEXT] [--effects read|idempotent|once]
                      [--timeout-s 120] [--attempts-max 3] [--enabled true|false]
                      [--input-schema FILE.json] [--output-schema FILE.json] [--example FILE.json]
                      [--auth none|header:NAME|basic:USERNAME|bearer|jwt:HS256 --secret-env NAME | --secret-stdin]
  npm run flow:edit -- FLOW [the same options]   '' as a target, a time-out or a schema takes it back
  npm run flow:list
  npm run flow:check -- FLOW                     looks whether it is there, without running it
  npm run flow:remove -- FLOW
                      FLOW is a flow's id or its intent; JSON may stand in place of a FILE.json; a secret is read
                      from the variable NAME or from standard input, never from the command`,
  verbs: { add, edit, list, check, remove },
};

async function add(call: Call): Promise<Outcome> {
  const { flow, value } = await readFlowOptions(call);
  if (flow !== undefined) throw new UsageError(`'${flow}' is one word too many.`);
  const request = readRequest({ schema: CreateFlowRequest, value, optionOf: flowOptionOf });
  const added = await withAdmin(call, (admin) =>
    byOption({ done: admin.do(flowVerbs.add, request), optionOf: flowOptionOf }),
  );
  return said(`${describeFlow(added)}\n\nLook whether it is there: npm run flow:check -- ${added.intent}`);
}

async function edit(call: Call): Promise<Outcome> {
  const { flow, value } = await readFlowOptions(call);
  if (flow === undefined) throw new UsageError("Name the flow to change, by its id or its intent.");
  const change = readRequest({ schema: UpdateFlowRequest, value, optionOf: flowOptionOf });
  if (Object.keys(change).length === 0) throw new UsageError("Say what to change.");
  const changed = await withAdmin(call, async (admin) => {
    const { flow_id: id } = pick(await admin.do(flowVerbs.list, undefined), flow);
    return byOption({ done: admin.do(flowVerbs.edit, { id, change }), optionOf: flowOptionOf });
  });
  return said(describeFlow(changed));
}

async function list(call: Call): Promise<Outcome> {
  const flows = await withAdmin(call, (admin) => admin.do(flowVerbs.list, undefined));
  return said(flows.map(describeFlow).join("\n") || "There are no flows.");
}

async function check({ args: [flow], ...call }: Call): Promise<Outcome> {
  if (!flow) throw new UsageError("Name the flow to look at, by its id or its intent.");
  return withAdmin(call, async (admin) => {
    const { flow_id, intent } = pick(await admin.do(flowVerbs.list, undefined), flow);
    const finding = await admin.do(flowVerbs.check, flow_id);
    return { text: listFindings([{ ...finding, name: intent }]), exitCode: finding.state === "failed" ? 1 : 0 };
  });
}

async function remove({ args: [flow], ...call }: Call): Promise<Outcome> {
  if (!flow) throw new UsageError("Name the flow to remove, by its id or its intent.");
  const removed = await withAdmin(call, async (admin) => {
    const { flow_id } = pick(await admin.do(flowVerbs.list, undefined), flow);
    return admin.do(flowVerbs.remove, flow_id);
  });
  return said(`Removed the flow of ${removed.intent} (${removed.flow_id}).`);
}

/** The one that is named by its id or its intent. */
function pick(flows: FlowEntry[], name: string): FlowEntry {
  const flow = flows.find(({ flow_id, intent }) => flow_id === name || intent === name);
  if (flow) return flow;
  throw new AppError({
    code: "not_found",
    detail: `There is no flow '${name}'.`,
    hint: "npm run flow:list shows them.",
  });
}

function said(text: string): Outcome {
  return { text, exitCode: 0 };
}
