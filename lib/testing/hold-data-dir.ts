// A process of the tests: holds a data folder until it is killed. With a second argument it waits for that file first.
import { existsSync } from "node:fs";
import { lockDataDir } from "@/lib/db/lock-data-dir";

const [dataDir = "", gate] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

if (gate) {
  say("waiting");
  // Spins, so that all who wait start within a microsecond or so of each other.
  while (!existsSync(gate));
}
try {
  lockDataDir({ dataDir, url: "http://127.0.0.1:1" });
  say("held");
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
}
setInterval(() => {}, 60_000);
