import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { globalState } from "@/lib/core/global-state";

type Reaper = { child: ChildProcess | null; groups: Set<number> };

// Next's types demand a NODE_ENV.
const emptyEnv = {} as NodeJS.ProcessEnv;
const script = join(process.cwd(), "scripts/mcp-reaper.mjs");

function reaper(): Reaper {
  return globalState("mcp.reaper", () => ({ child: null, groups: new Set<number>() }));
}

/**
 * Has a process group killed when this process ends in a way that lets it do nothing about it (SIGKILL, out of memory).
 * A small process of its own sees to that, which is started with the first group. Gives back what takes it off the list.
 */
export function guardProcessGroup(pid: number): () => void {
  const { groups } = reaper();
  groups.add(pid);
  tell(`+${pid}\n`);
  return () => {
    if (groups.delete(pid)) tell(`-${pid}\n`);
  };
}

/** Ends the reaper, which would end with this process anyway. For the end of the process, when no server runs. */
export function stopReaper(): void {
  if (reaper().groups.size > 0) return;
  reaper().child?.stdin?.end();
  reaper().child = null;
}

function tell(line: string): void {
  const state = reaper();
  if (state.child !== null) state.child.stdin?.write(line);
  else if (state.groups.size > 0) state.child = startReaper(state);
}

function startReaper(state: Reaper): ChildProcess {
  const child = spawn(process.execPath, [script], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    env: emptyEnv,
  });
  const forget = () => {
    if (state.child === child) state.child = null;
  };
  child.on("error", forget).on("exit", forget);
  child.stdin?.on("error", forget);
  for (const pid of state.groups) child.stdin?.write(`+${pid}\n`);
  // Neither keeps this process alive.
  child.unref();
  (child.stdin as { unref?: () => void } | null)?.unref?.();
  return child;
}
