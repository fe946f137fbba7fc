import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

type RefuseInput = {
  /** Where the log of an installation is, the older ones beside it. */
  folder: string;
  /** What else it showed, as `/metrics`. */
  shown?: string;
  secrets: readonly string[];
};

/** Throws when what an installation wrote and showed holds one of the secrets that were used in it, or nothing at all. */
export function refuseSecrets({ folder, shown = "", secrets }: RefuseInput): void {
  const logs = readdirSync(folder).filter((name) => name.includes("orchestrator.log"));
  const texts = [...logs.map((name) => readFileSync(join(folder, name), "utf8")), shown];
  const key = join(folder, "data", "secret.key");
  const all = existsSync(key) ? [...secrets, readFileSync(key, "utf8").trim()] : secrets;
  if (texts.join("").length === 0) throw new Error(`there is no log in ${folder}`);
  const found = all.filter((secret) => texts.some((text) => text.includes(secret)));
  if (found.length > 0) throw new Error(`what the installation wrote holds secrets: ${found.join(", ")}`);
}
