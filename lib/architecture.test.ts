import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const libFloors = ["core", "contracts", "policy", "db", "records", "engines", "tools", "dispatch", "surfaces"] as const;
const floors = [...libFloors, "components", "app"] as const;
const filesMin = 100;
const linesMax = 300;
const routeLinesMax = 40;

/** Beside what lies below it, what a floor must not know. */
const forbidden: Record<string, string[]> = {
  engines: ["db", "records"],
  policy: ["db"],
};

const files = ["app", "components", "lib"].flatMap(filesUnder).filter((file) => /\.tsx?$/.test(file));
const sources = files.filter((file) => !/\.(test|spec)\.tsx?$/.test(file) && !file.startsWith("lib/testing/"));

it(`reads more than ${filesMin} files`, () => {
  expect(files.length).toBeGreaterThan(filesMin);
});

it("imports only downwards", () => {
  expect(sources.flatMap((file) => importsOf(file).flatMap((target) => upwardImport({ file, target })))).toEqual([]);
});

it("keeps the browser's code to lib/client and lib/contracts", () => {
  const reached = sources
    .filter((file) => file.startsWith("components/") || file.startsWith("lib/client/"))
    .flatMap((file) => importsOf(file).map((target) => `${file} -> ${target}`))
    .filter((edge) => / -> (lib\/(?!client|contracts)|app\/)/.test(edge));
  expect(reached).toEqual([]);
});

it("names no tool in a surface or in dispatch", () => {
  const named = sources
    .filter((file) => /^(lib\/(surfaces|dispatch)|app\/api)\//.test(file))
    .flatMap((file) => importsOf(file).map((target) => `${file} -> ${target}`))
    .filter((edge) =>
      / -> lib\/tools\/(?!define-tool|registry|tool-entry|catalog|handed-over|flows\/|mcp\/)/.test(edge),
    );
  // The sweep embeds what a provider that was down or another model has left behind, and the console browses; neither
  // calls a tool.
  expect(named.filter((edge) => !edge.startsWith("app/api/memories/"))).toEqual([
    "lib/dispatch/embed-memories.ts -> lib/tools/memory/adopt-once",
    "lib/dispatch/embed-memories.ts -> lib/tools/memory/embed-waiting",
    "lib/dispatch/embed-memories.ts -> lib/tools/memory/reembed",
  ]);
});

it("has no ../ import and no barrel", () => {
  expect(files.filter((file) => /from "\.\.\//.test(readFileSync(file, "utf8")))).toEqual([]);
  expect(sources.filter((file) => /\/index\.tsx?$/.test(file))).toEqual([]);
});

it("joins no AbortSignal.timeout to another signal, which withTimeout is for", () => {
  expect(
    sources.filter((file) => /AbortSignal\.any\([^;]*AbortSignal\.timeout/.test(readFileSync(file, "utf8"))),
  ).toEqual([]);
});

it(`keeps every file within ${linesMax} lines, and every route and page within ${routeLinesMax}`, () => {
  const isRoute = (file: string) => /^app\/.*\/(route|page)\.tsx?$/.test(file);
  const tooLong = sources.filter((file) => linesOf(file) > (isRoute(file) ? routeLinesMax : linesMax));
  expect(tooLong).toEqual([]);
});

function upwardImport({ file, target }: { file: string; target: string }): string[] {
  const from = floorOf(file);
  const to = floorOf(target);
  if (from === null || to === null || from === to) return [];
  const isUp = floors.indexOf(to) > floors.indexOf(from);
  return isUp || forbidden[from]?.includes(to) ? [`${file} -> ${target}`] : [];
}

function floorOf(file: string): (typeof floors)[number] | null {
  if (file.startsWith("app/")) return "app";
  if (file.startsWith("components/")) return "components";
  return libFloors.find((floor) => file.startsWith(`lib/${floor}/`)) ?? null;
}

/** What a file imports of ours, as paths from the root. */
function importsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/(?:from |import\(|import )"((?:@|\.)\/[^"]+)"/g)].map(
    ([, path = ""]) => (path.startsWith("@/") ? path.slice(2) : join(dirname(file), path)),
  );
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function linesOf(file: string): number {
  return readFileSync(file, "utf8").split("\n").length - 1;
}
