// Started beside the server with its first MCP server over stdio. It is told process groups on its standard input
// (`+pid`, `-pid`); when that ends, because the server did, it kills those that are left, so that nothing stays behind.
import { createInterface } from "node:readline";

const killAfterMs = 2_000;
/** @type {Set<number>} */
const groups = new Set();

// Ctrl-C and a stop are for the server, which ends its children itself.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const [, sign, digits] = /^([+-])(\d+)$/.exec(line) ?? [];
  const pid = Number(digits);
  // 0 and 1 would mean this group and everybody.
  if (!(pid > 1)) continue;
  if (sign === "+") groups.add(pid);
  else groups.delete(pid);
}

signalAll("SIGTERM");
if (groups.size > 0) setTimeout(() => signalAll("SIGKILL"), killAfterMs);

/** @param {NodeJS.Signals} signal */
function signalAll(signal) {
  for (const pid of groups) {
    try {
      process.kill(-pid, signal);
    } catch {
      groups.delete(pid);
    }
  }
}
