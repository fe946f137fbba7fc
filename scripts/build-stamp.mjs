import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const sources = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "proxy.ts",
  "tsconfig.json",
];
const stampFile = ".next/orchestrator-build.txt";

/** Whether .next holds a build of the sources as they are now. */
export function isBuildCurrent() {
  return existsSync(".next/BUILD_ID") && existsSync(stampFile) && readFileSync(stampFile, "utf8") === hashSources();
}

/** Remembers that .next was built from the sources as they are now. */
export function noteBuild() {
  writeFileSync(stampFile, hashSources());
}

function hashSources() {
  const hash = createHash("sha256").update(process.version.split(".")[0] ?? "");
  for (const file of sources.flatMap(filesUnder))
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Every file under a path, in a fixed order; tests do not change a build. @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (!existsSync(path) || path.endsWith(".test.ts")) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
