// Fails when a page of the console makes a browser load more JavaScript than it may, gzipped, before anything is asked
// for. Reads the production build: `node scripts/build.mjs` first.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const budgetBytes = 250_000;

const pages = weighPages(".next");
for (const { page, bytes } of pages) process.stdout.write(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${page}\n`);
const over = pages.filter(({ bytes }) => bytes > budgetBytes).map(({ page }) => page);
if (pages.length < 15) fail(`only ${pages.length} pages were found`);
if (over.length > 0) fail(`over ${budgetBytes / 1000} kB: ${over.join(", ")}`);

/** @param {string} why @returns {never} */
function fail(why) {
  process.stderr.write(`\n${why}\n`);
  process.exit(1);
}

/**
 * What each page's own scripts weigh together, in bytes, heaviest first.
 * @param {string} build @returns {{ page: string, bytes: number }[]}
 */
function weighPages(build) {
  const shared = JSON.parse(readFileSync(join(build, "build-manifest.json"), "utf8")).rootMainFiles;
  const pages = readdirSync(join(build, "server/app"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.startsWith("(") && file.endsWith("page_client-reference-manifest.js"))
    .map((file) => {
      const { name, files } = scriptsOf(join(build, "server/app", file));
      const all = [...new Set([...shared, ...files])].filter((script) => script.endsWith(".js"));
      const bytes = all.map((script) => gzipSync(readFileSync(join(build, script)), { level: 9 }).length);
      return { page: name, bytes: bytes.reduce((sum, one) => sum + one, 0) };
    });
  return pages.toSorted((left, right) => right.bytes - left.bytes);
}

/** @param {string} path @returns {{ name: string, files: string[] }} */
function scriptsOf(path) {
  const text = readFileSync(path, "utf8");
  const [, name = "", json = "{}"] = /\["([^"]+)"\]\s*=\s*(\{.*\});?\s*$/s.exec(text) ?? [];
  const files = Object.values(JSON.parse(json).entryJSFiles ?? {}).flat();
  return { name: name.replace(/^\/\([^)]*\)/, "").replace(/\/page$/, ""), files };
}
