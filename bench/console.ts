// `npm run bench:console` (after `npm run build`): the jobs page with 100,000 jobs in a real browser on the production
// build. How soon the first rows are there, how soon a filter acts, and whether 200 updates a second hold up typing.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { ensureChromium } from "@/scripts/ensure-chromium.mjs";
import { seedJobs } from "./seed-jobs";
import { benchKey, startServer } from "./server";

const jobsCount = 100_000;
const rounds = 10;
const updatesPerSecond = 200;
const liveMs = 15_000;
const password = "a password of this benchmark only";
const folder = mkdtempSync(join(tmpdir(), "orchestrator-bench-"));

process.env.ORCHESTRATOR_ADMIN_PASSWORD = password;
await seedJobs({ folder, count: jobsCount });
const server = await startServer({ folder, port: 8199 });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.base}/sign-in`);
  await page.getByLabel("E-mail").fill("admin@localhost.local");
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/console");
  const first = await measure(() => openRows(page));
  const filters = {
    "one state": "state=failed",
    "a family": "intent=memory.*",
    "two states, a mode": "state=failed%2Ccancelled&mode=flow",
    "a text that many hold": "q=gateway",
    "a text that none holds": "q=nowhere+to+be+found",
  };
  const rows = [["first rows after navigation", ...first]];
  for (const [title, query] of Object.entries(filters)) {
    rows.push([`filter: ${title}`, ...(await measure(() => filterBy(page, query)))]);
  }
  const live = await typeUnderLoad(page);
  process.stdout.write(
    [
      "",
      `| jobs page, ${jobsCount.toLocaleString("en")} jobs | median | slowest of ${rounds} |`,
      "|---|---|---|",
      ...rows.map(([title, median, worst]) => `| ${title} | ${median} ms | ${worst} ms |`),
      "",
      `Live: ${live.updates} updates in ${liveMs / 1000} s (${Math.round(live.updates / (liveMs / 1000))} a second); longest task ` +
        `${live.longestTask} ms, key to screen ${live.median} ms (median), ${live.worst} ms (slowest of ${live.keys}).`,
      "",
    ].join("\n"),
  );
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(act: () => Promise<number>): Promise<[number, number]> {
  const times: number[] = [];
  await act();
  for (let round = 0; round < rounds; round++) times.push(await act());
  times.sort((left, right) => left - right);
  return [Math.round(times[rounds >> 1] ?? 0), Math.round(times.at(-1) ?? 0)];
}

/** From the start of the navigation, by the browser's own clock, to the first row on the page. */
async function openRows(page: Page): Promise<number> {
  await page.goto(`${server.base}/console/jobs`, { waitUntil: "commit" });
  await page.waitForSelector("a[data-row]");
  return page.evaluate(() => performance.now());
}

/** From the change of the address to the first answer with these filters on the page. */
async function filterBy(page: Page, query: string): Promise<number> {
  await page.goto(`${server.base}/console/jobs`);
  await page.waitForSelector("a[data-row]");
  return page.evaluate(async (search) => {
    const shown = () => document.querySelector("main")?.textContent ?? "";
    const before = shown();
    const startedMs = performance.now();
    window.history.pushState(null, "", `/console/jobs?${search}`);
    while (shown() === before || document.querySelector("[aria-busy=true]")) await new Promise(requestAnimationFrame);
    return performance.now() - startedMs;
  }, query);
}

/** Types into the search while jobs come and go, and says how long the page was held up at most. */
async function typeUnderLoad(page: Page) {
  await page.goto(`${server.base}/console/jobs`);
  await page.getByText("Live", { exact: true }).waitFor();
  await page.evaluate(() => {
    const kept = { tasks: [] as number[], keys: [] as number[] };
    Object.assign(window, { kept });
    new PerformanceObserver((list) => kept.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
    document.addEventListener("keydown", ({ timeStamp }) =>
      requestAnimationFrame(() => setTimeout(() => kept.keys.push(performance.now() - timeStamp))),
    );
  });
  const load = makeUpdates();
  const search = page.getByRole("textbox", { name: "Search" });
  await search.focus();
  const endsMs = performance.now() + liveMs;
  while (performance.now() < endsMs) {
    await page.keyboard.press("w");
    await page.keyboard.press("Backspace");
    await pause(100);
  }
  const updates = await load.stop();
  const { tasks, keys } = await page.evaluate(
    () => (window as unknown as { kept: { tasks: number[]; keys: number[] } }).kept,
  );
  keys.sort((left, right) => left - right);
  return {
    updates,
    longestTask: Math.round(Math.max(0, ...tasks)),
    median: Math.round(keys[keys.length >> 1] ?? 0),
    worst: Math.round(keys.at(-1) ?? 0),
    keys: keys.length,
  };
}

/** Calls that change something: each is two moves of a job, its start and its end. */
function makeUpdates() {
  let isStopped = false;
  let updates = 0;
  const pauseMs = 1_000 / (updatesPerSecond / 2);
  const sent: Promise<unknown>[] = [];
  const running = (async () => {
    let dueMs = performance.now();
    for (let n = 0; !isStopped; n++) {
      const body = JSON.stringify({
        intent: "memory.delete",
        inputs: { item_id: `mem_${String(n).padStart(26, "0")}` },
      });
      const headers = { "content-type": "application/json", authorization: `Bearer ${benchKey}` };
      sent.push(
        fetch(`${server.base}/orchestrate`, { method: "POST", headers, body }).then(async (answer) => {
          await answer.text();
          updates += 2;
        }),
      );
      dueMs += pauseMs;
      await pause(Math.max(0, dueMs - performance.now()));
    }
    await Promise.allSettled(sent);
  })();
  return {
    stop: async () => {
      isStopped = true;
      const inTime = updates;
      await running;
      return inTime;
    },
  };
}
