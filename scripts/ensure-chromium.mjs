// Finds a Chromium for the browser tests, or gets one: `node scripts/ensure-chromium.mjs` prints its path.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const bundles = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The path of a Chromium: CHROMIUM_PATH, Playwright's own, the system's; else Playwright's download, else, for root on
 * Debian or Ubuntu, the distribution's package. Throws one sentence that says what to do when none can be had.
 * @returns {string}
 */
export function ensureChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isProgram(given)) return given;
    throw new Error(`CHROMIUM_PATH names '${given}', which is not a program: correct or unset it.`);
  }
  const found = findChromium() ?? download() ?? installPackage();
  if (found) return found;
  throw new Error(
    "The browser tests need Chromium, and none was found or could be downloaded: install it (Debian, as root: apt-get install -y chromium) or set CHROMIUM_PATH to a Chromium or Chrome program.",
  );
}

/** @returns {string | null} */
function findChromium() {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => programs.map((name) => join(folder, name)));
  return [chromium.executablePath(), ...onPath, ...bundles].find(isProgram) ?? null;
}

/** Playwright's own download; null where its host cannot be reached. @returns {string | null} */
function download() {
  say("No Chromium found; downloading Playwright's ...");
  run("npx", ["playwright", "install", "chromium"]);
  return findChromium();
}

/** @returns {string | null} */
function installPackage() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return null;
  say("The download failed; installing the distribution's package chromium ...");
  run("apt-get", ["update"]);
  run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
  return findChromium();
}

/** @param {string} program @param {string[]} words */
function run(program, words) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const timeout = 10 * 60_000;
  const { status, stderr } = spawnSync(program, words, { encoding: "utf8", env, timeout });
  if (status !== 0) say(`${program} ${words.join(" ")} failed: ${stderr?.trim().split("\n").at(-1) ?? ""}`);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${ensureChromium()}\n`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
