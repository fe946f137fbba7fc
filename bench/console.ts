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
import { standInForStream } from "./stand-in-stream";
import { type Typing, typeUnderLoad } from "./type-under-load";

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
  const live = await typeWhileCalled(page);
  const told = await typeWhileTold(page);
  process.stdout.write(
    [
      "",
      `| jobs page, ${jobsCount.toLocaleString("en")} jobs | median | slowest of ${rounds} |`,
      "|---|---|---|",
      ...rows.map(([title, median, worst]) => `| ${title} | ${median} ms | ${worst} ms |`),
      "",
      `${Math.round(live.updates / (liveMs / 1000))} updates a second by real calls: ${inWords(live)}`,
      `${updatesPerSecond} updates a second by a stand-in for the stream: ${inWords(told)}`,
      "",
    ].join("\n"),
  );
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function inWords({ longestTask, median, worst, keys }: Typing): string {
  return `longest task ${longestTask} ms, key to screen ${median} ms (median), ${worst} ms (slowest of ${keys}).`;
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
  // The rows alone: times tick by themselves. (No function with a name in here: tsx would call its own helper for it.)
  return page.evaluate(async (search) => {
    const row = "a[data-row]";
    const before = Array.from(document.querySelectorAll(row), (link) => link.getAttribute("href")).join();
    let now = before;
    const startedMs = performance.now();
    window.history.pushState(null, "", `/console/jobs?${search}`);
    while (now === before) {
      await new Promise(requestAnimationFrame);
      now = Array.from(document.querySelectorAll(row), (link) => link.getAttribute("href")).join();
    }
    return performance.now() - startedMs;
  }, query);
}

/** Types into the search while jobs come and go, made by real calls. */
async function typeWhileCalled(page: Page) {
  await page.goto(`${server.base}/console/jobs`);
  await page.getByText("Live", { exact: true }).waitFor();
  const load = makeUpdates();
  const typing = await typeUnderLoad({ page, forMs: liveMs });
  return { ...typing, updates: await load.stop() };
}

/** The browser's part alone, with a stand-in for the stream that always keeps its pace. */
async function typeWhileTold(page: Page) {
  await standInForStream(page);
  await page.goto(`${server.base}/console/jobs`);
  await page.getByText("Live", { exact: true }).waitFor();
  return typeUnderLoad({ page, forMs: liveMs });
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
