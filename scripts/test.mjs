// `npm test`: everything there is, in order of speed; stops at the first step that fails.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureChromium } from "./ensure-chromium.mjs";

const results = "test-results";
const bin = (/** @type {string} */ name) => `node_modules/.bin/${name}`;
const startedMs = Date.now();

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

run("format and lint", bin("biome"), ["ci", "."]);
run("types", bin("tsc"), ["--noEmit"]);
run("dead code", bin("knip"), []);
run("unit and integration tests", bin("vitest"), [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${results}/vitest.json`,
]);
run("production build", process.execPath, ["scripts/build.mjs"]);
run("weight of the pages", process.execPath, ["scripts/check-page-weight.mjs"]);
run("whole servers that are killed and stopped", bin("vitest"), [
  "run",
  "--config=vitest.faults.config.ts",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${results}/faults.json`,
]);
const chromium = findChromium();
run("browser tests", bin("playwright"), ["test"], { CHROMIUM_PATH: chromium });

const unit = readJson(`${results}/vitest.json`);
const faults = readJson(`${results}/faults.json`);
const e2e = readJson(`${results}/playwright.json`).stats;
const passed = unit.numPassedTests + faults.numPassedTests + e2e.expected + e2e.flaky;
const failed = unit.numFailedTests + faults.numFailedTests + e2e.unexpected;
const skipped = unit.numPendingTests + faults.numPendingTests + e2e.skipped;
process.stdout.write(`\nEverything in ${Math.round((Date.now() - startedMs) / 1000)} s\n`);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** @param {string} title @param {string} command @param {string[]} args @param {Record<string, string>} [env] */
function run(title, command, args, env = {}) {
  process.stdout.write(`\n== ${title}\n`);
  const { status } = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  if (status === 0) return;
  process.stderr.write(`\nFailed: ${title}\n`);
  process.exit(1);
}

function findChromium() {
  try {
    return ensureChromium();
  } catch (error) {
    process.stderr.write(`\nFailed: browser tests: ${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}

/** @param {string} file */
function readJson(file) {
  if (!existsSync(file)) throw new Error(`${file} is missing: the step before it wrote no report`);
  return JSON.parse(readFileSync(file, "utf8"));
}
