import type { Client } from "ssh2";
import { AppError } from "@/lib/core/app-error";
import { sha256Hex } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import { unlessAborted } from "@/lib/core/unless-aborted";
import { createSlots, type Slots } from "./create-slots";
import { forwardThrough } from "./forward-through";
import { HostConnection } from "./host-connection";
import { openClient } from "./open-client";
import type { SshTarget } from "./ssh-target";

type PooledHost = { slots: Slots; connection: HostConnection | null };
type WithHostInput = { target: SshTarget; signal: AbortSignal };

const sessionsDefault = 8;
const waitingMax = 64;
const jumpsMax = 4;
const idleMs = 60_000;

function hosts(): Map<string, PooledHost> {
  return globalState("ssh.hosts", () => new Map());
}

/**
 * Does some work on a host's connection, which is made when there is none, shared, and closed a minute after its last
 * use. Waits for a free session. Rejects with the signal's reason, or with an AppError when there is no connection.
 */
export async function withHost<Value>(
  { target, signal }: WithHostInput,
  work: (on: { client: Client; connection: HostConnection }) => Promise<Value>,
): Promise<Value> {
  const host = hostOf(target);
  const release = await host.slots.take(signal);
  try {
    const connection = connectionOf({ host, target, jumpsLeft: jumpsMax });
    return await connection.use(async () =>
      work({ client: await unlessAborted(connection.client, signal), connection }),
    );
  } finally {
    release();
    forgetIfUnused({ target, host });
  }
}

/** Ends every connection, whoever uses it: commands that run are killed on their hosts. For the end of the process. */
export async function closeAll(): Promise<void> {
  const connections = [...hosts().values()].flatMap(({ connection }) => connection ?? []);
  await Promise.all(connections.map((connection) => connection.close()));
}

function hostOf(target: SshTarget): PooledHost {
  const key = keyOf(target);
  const known = hosts().get(key);
  if (known) return known;
  const { alias, sessionsMax = sessionsDefault } = target;
  const made = { slots: createSlots({ alias, max: sessionsMax, waitingMax }), connection: null };
  hosts().set(key, made);
  return made;
}

function connectionOf(input: { host: PooledHost; target: SshTarget; jumpsLeft: number }): HostConnection {
  const { host, target, jumpsLeft } = input;
  host.connection ??= new HostConnection({
    target,
    idleMs,
    open: (signal) =>
      target.jump
        ? openThrough({ target, jump: target.jump, jumpsLeft, signal })
        : openClient({ target, socket: null, signal }),
    onGone: (gone) => {
      if (host.connection === gone) host.connection = null;
      forgetIfUnused({ target, host });
    },
  });
  return host.connection;
}

type OpenThroughInput = { target: SshTarget; jump: SshTarget; jumpsLeft: number; signal: AbortSignal };

/** The jump host's connection counts as used for as long as one that goes through it lives. */
async function openThrough({ target, jump, jumpsLeft, signal }: OpenThroughInput): Promise<Client> {
  if (jumpsLeft === 0) throw tooManyJumps(target);
  const between = connectionOf({ host: hostOf(jump), target: jump, jumpsLeft: jumpsLeft - 1 });
  return new Promise((resolve, reject) => {
    const passage = between.use(async () => {
      const client = await unlessAborted(between.client, signal);
      const socket = await forwardThrough({ client, jumpAlias: jump.alias, to: target });
      const opened = await openClient({ target, socket, signal }).catch((error) => {
        socket.destroy();
        throw error;
      });
      resolve(opened);
      await new Promise<void>((closed) => opened.once("close", () => closed()));
    });
    passage.catch(reject);
  });
}

function tooManyJumps({ alias }: SshTarget): AppError {
  return new AppError({
    code: "not_configured",
    detail: `Host '${alias}' lies behind more than ${jumpsMax} jump hosts.`,
    context: { mayHaveRun: false },
  });
}

function forgetIfUnused({ target, host }: { target: SshTarget; host: PooledHost }): void {
  const key = keyOf(target);
  if (host.connection === null && host.slots.isFree() && hosts().get(key) === host) hosts().delete(key);
}

/** Holds a hash of everything, secrets included, so that no other row's connection is ever used. */
function keyOf(target: SshTarget): string {
  return `${target.id}:${sha256Hex(JSON.stringify(target))}`;
}
