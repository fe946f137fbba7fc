import { CreateKeyRequest, type KeyEntry, RotateKeyRequest, UpdateKeyRequest } from "@/lib/contracts/key";
import { byOption } from "./by-option";
import type { Call, Commands, Outcome } from "./command";
import { describeKey } from "./describe-key";
import { keyVerbs } from "./key-verbs";
import { keyOptionOf, readKeyOptions } from "./read-key-options";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run key:*` */
export const keyCommands: Commands = {
  usage: `  npm run key:create -- --name NAME [--intents 'memory.*,system.whoami'] [--namespace default]
                        [--rights admin,approve,jobs_of_others] [--expires 2027-01-31T00:00:00Z]
                        [--addresses 203.0.113.7,10.0.0.0/8] [--rate-per-minute 60] [--burst 10]
                        [--concurrent-max 5]
  npm run key:edit -- KEY_ID [the same options]  '' takes an end, addresses or a limit back
  npm run key:rotate -- KEY_ID [--overlap-s 86400] [--expires ...]
                        a new key with the same scopes; the one before works for as long as the overlap
  npm run key:pause -- KEY_ID
  npm run key:resume -- KEY_ID
  npm run key:list
  npm run key:revoke -- KEY_ID`,
  verbs: { create, edit, rotate, pause, resume, list, revoke },
};

async function create(call: Call): Promise<Outcome> {
  const { key, value } = readKeyOptions(call.args);
  if (key !== undefined) throw new UsageError(`'${key}' is one word too many.`);
  const request = readRequest({ schema: CreateKeyRequest, value, optionOf: keyOptionOf });
  const created = await withAdmin(call, (admin) => admin.do(keyVerbs.create, request));
  return said(`${describeKey(created)}\n\n${shown(created)}`);
}

async function edit(call: Call): Promise<Outcome> {
  const { key, value } = readKeyOptions(call.args);
  const id = named(key, "change");
  if (Object.keys(value).length === 0) throw new UsageError("Say what to change.");
  const change = readRequest({ schema: UpdateKeyRequest, value, optionOf: keyOptionOf });
  const done = withAdmin(call, (admin) => admin.do(keyVerbs.edit, { id, change }));
  return said(describeKey(await byOption({ done, optionOf: keyOptionOf })));
}

async function rotate(call: Call): Promise<Outcome> {
  const { key, value } = readKeyOptions(call.args);
  const id = named(key, "rotate");
  const request = readRequest({ schema: RotateKeyRequest, value, optionOf: keyOptionOf });
  const done = withAdmin(call, (admin) => admin.do(keyVerbs.rotate, { id, request }));
  const made = await byOption({ done, optionOf: keyOptionOf });
  return said(
    `${describeKey(made)}\n\n${shown(made)}\nThe one before, ${id}, works until ${made.replaced.expires_at}.`,
  );
}

function pause(call: Call): Promise<Outcome> {
  return setPaused(call, true);
}

function resume(call: Call): Promise<Outcome> {
  return setPaused(call, false);
}

async function setPaused({ args: [key], ...call }: Call, paused: boolean): Promise<Outcome> {
  const id = named(key, paused ? "pause" : "let go on");
  const { name } = await withAdmin(call, (admin) => admin.do(keyVerbs.edit, { id, change: { paused } }));
  return said(paused ? `Paused ${name} (${id}). Its queued jobs wait.` : `${name} (${id}) goes on.`);
}

async function list(call: Call): Promise<Outcome> {
  const keys = await withAdmin(call, async (admin) => {
    const all: KeyEntry[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof keyVerbs.list.run>> = await admin.do(keyVerbs.list, { cursor });
      all.push(...page.keys);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return all;
  });
  return said(keys.map(describeKey).join("\n") || "There are no keys.");
}

async function revoke({ args: [key], ...call }: Call): Promise<Outcome> {
  const id = named(key, "revoke");
  const { name } = await withAdmin(call, (admin) => admin.do(keyVerbs.revoke, id));
  return said(`Revoked ${name} (${id}).`);
}

function named(key: string | undefined, verb: string): string {
  if (key) return key;
  throw new UsageError(`Name the key to ${verb}.`);
}

function shown({ key, starts_with }: { key: string; starts_with: string }): string {
  return `  ${key}\n\nKeep it: it is shown only now. Send it as Authorization: Bearer ${starts_with}...`;
}

function said(text: string): Outcome {
  return { text, exitCode: 0 };
}
