import { CreateHostRequest, type HostEntry, UpdateHostRequest } from "@/lib/contracts/host";
import { AppError } from "@/lib/core/app-error";
import { byOption } from "./by-option";
import type { Call, Commands, Outcome } from "./command";
import { describeHost } from "./describe-host";
import { describeShownKey } from "./describe-shown-key";
import { hostVerbs } from "./host-verbs";
import { listFindings } from "./list-findings";
import { hostOptionOf, readHostOptions } from "./read-host-options";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run host:*` */
export const hostCommands: Commands = {
  usage: `  npm run host:add -- --alias web-1 --address 10.0.0.5 --user deploy [--port 22] [--tags web,prod]
                      --key-file PATH [--passphrase-env NAME] | --agent-socket PATH
                      [--jump-host ALIAS] [--connect-timeout-s 10] [--sessions-max 8] [--intents 'ssh.*']
                      [--four-eyes true|false] [--approvals-needed 1] [--enabled true|false]
  npm run host:edit -- HOST [the same options]   '' as a jump host takes it back; another address or port forgets the
                      accepted key
  npm run host:list
  npm run host:show-key -- HOST                  the key that it shows now; sends it no credentials
  npm run host:accept-key -- HOST SHA256:...     accepts it, if the host shows that key at this moment
  npm run host:check -- HOST                     signs in and runs \`true\`
  npm run host:remove -- HOST
                      HOST is a host's id or its alias; a passphrase is read from the variable NAME`,
  verbs: { add, edit, list, "show-key": showKey, "accept-key": acceptKey, check, remove },
};

async function add(call: Call): Promise<Outcome> {
  const { host, value } = readHostOptions(call);
  if (host !== undefined) throw new UsageError(`'${host}' is one word too many.`);
  const request = readRequest({ schema: CreateHostRequest, value, optionOf: hostOptionOf });
  const done = withAdmin(call, (admin) => admin.do(hostVerbs.add, request));
  const added = await byOption({ done, optionOf: hostOptionOf });
  return said(`${describeHost(added)}\n\nNext, look at its key: npm run host:show-key -- ${added.alias}`);
}

async function edit(call: Call): Promise<Outcome> {
  const { host, value } = readHostOptions(call);
  if (host === undefined) throw new UsageError("Name the host to change, by its id or its alias.");
  const change = readRequest({ schema: UpdateHostRequest, value, optionOf: hostOptionOf });
  if (Object.keys(change).length === 0) throw new UsageError("Say what to change.");
  const { before, after } = await withAdmin(call, async (admin) => {
    const before = pick(await admin.do(hostVerbs.list, undefined), host);
    const done = admin.do(hostVerbs.edit, { id: before.host_id, change });
    return { before, after: await byOption({ done, optionOf: hostOptionOf }) };
  });
  const isForgotten = before.host_key !== null && after.host_key === null;
  const next = `\n\nIt is elsewhere now, so its accepted key was forgotten: npm run host:show-key -- ${after.alias}`;
  return said(`${describeHost(after)}${isForgotten ? next : ""}`);
}

async function list(call: Call): Promise<Outcome> {
  const hosts = await withAdmin(call, (admin) => admin.do(hostVerbs.list, undefined));
  return said(hosts.map(describeHost).join("\n") || "There are no hosts.");
}

async function showKey(call: Call): Promise<Outcome> {
  const [host] = call.args;
  if (!host) throw new UsageError("Name the host to look at, by its id or its alias.");
  return withAdmin(call, async (admin) => {
    const { host_id, alias } = pick(await admin.do(hostVerbs.list, undefined), host);
    const shown = await admin.do(hostVerbs.showKey, host_id);
    return { text: describeShownKey({ alias, shown }), exitCode: shown.matches === false ? 1 : 0 };
  });
}

async function acceptKey(call: Call): Promise<Outcome> {
  const [host, fingerprint] = call.args;
  if (!host || !fingerprint) throw new UsageError("Name the host and the fingerprint that you have compared.");
  const accepted = await withAdmin(call, async (admin) => {
    const { host_id: id } = pick(await admin.do(hostVerbs.list, undefined), host);
    const done = admin.do(hostVerbs.acceptKey, { id, fingerprint });
    return byOption({ done, optionOf: () => "The fingerprint" });
  });
  return said(`${describeHost(accepted)}\n\nLook whether it lets us in: npm run host:check -- ${accepted.alias}`);
}

async function check(call: Call): Promise<Outcome> {
  const [host] = call.args;
  if (!host) throw new UsageError("Name the host to look at, by its id or its alias.");
  return withAdmin(call, async (admin) => {
    const { host_id, alias } = pick(await admin.do(hostVerbs.list, undefined), host);
    const finding = await admin.do(hostVerbs.check, host_id);
    return { text: listFindings([{ ...finding, name: alias }]), exitCode: finding.state === "failed" ? 1 : 0 };
  });
}

async function remove(call: Call): Promise<Outcome> {
  const [host] = call.args;
  if (!host) throw new UsageError("Name the host to remove, by its id or its alias.");
  const removed = await withAdmin(call, async (admin) => {
    const { host_id } = pick(await admin.do(hostVerbs.list, undefined), host);
    return admin.do(hostVerbs.remove, host_id);
  });
  return said(`Removed the host ${removed.alias} (${removed.host_id}).`);
}

/** The one that is named by its id or its alias. */
function pick(hosts: HostEntry[], name: string): HostEntry {
  const host = hosts.find(({ host_id, alias }) => host_id === name || alias === name);
  if (host) return host;
  const detail = `There is no host '${name}'.`;
  throw new AppError({ code: "host_not_found", detail, hint: "npm run host:list shows them." });
}

function said(text: string): Outcome {
  return { text, exitCode: 0 };
}
