import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createTestApp } from "@/lib/testing/test-app";

const token = "a-token-of-the-scraper";
const app = await createTestApp({ variables: { ORCHESTRATOR_METRICS_TOKEN: token } });
const scraped = await (await app.send({ path: "/metrics", key: token })).text();
const families = new Set([...scraped.matchAll(/^# TYPE (\S+) /gm)].map(([, name = ""]) => name));
const dashboard = readFileSync("ops/grafana/orchestrator.json", "utf8");
const alerts = readFileSync("ops/prometheus/alerts.yml", "utf8");
const perAlert = alerts.split("- alert: ").slice(1);

const metricsIn = (text: string) =>
  [...text.matchAll(/\b(?:orchestrator|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name);
const familyOf = (name: string) => (families.has(name) ? name : name.replace(/_(bucket|sum|count)$/, ""));
const isUnknown = (name: string) => !families.has(familyOf(name));

type Panel = {
  type: string;
  title: string;
  description?: string;
  targets?: { expr: string; datasource: { uid: string } }[];
};
const { panels, templating } = JSON.parse(dashboard) as {
  panels: Panel[];
  templating: { list: { name: string; type: string }[] };
};

it("draws metrics that there are, each panel with its description, from a source that can be chosen", () => {
  const targets = panels.flatMap((panel) => panel.targets ?? []);
  expect(targets.length).toBeGreaterThan(30);
  expect(targets.flatMap(({ expr }) => metricsIn(expr)).filter(isUnknown)).toEqual([]);
  expect(targets.filter(({ expr }) => metricsIn(expr).length === 0)).toEqual([]);
  expect(new Set(targets.map(({ datasource }) => datasource.uid))).toEqual(new Set(["$".concat("{datasource}")]));
  expect(templating.list).toContainEqual(expect.objectContaining({ name: "datasource", type: "datasource" }));
  expect(panels.filter(({ type, description }) => type !== "row" && !description)).toEqual([]);
});

it("warns of metrics that there are", () => {
  expect(perAlert.length).toBeGreaterThan(10);
  expect(metricsIn(alerts.replace(/^ +action:.*$/gm, "")).filter(isUnknown)).toEqual([]);
});

it.each(perAlert.map((text) => [text.split("\n", 1)[0], text]))(
  "says of %s what is wrong and what to do",
  (_, text = "") => {
    for (const part of ["summary", "description", "action"])
      expect(text).toMatch(new RegExp(`^ +${part}: ".{15,}"$`, "m"));
    expect(text).toMatch(/^ +expr: /m);
    expect(text).toMatch(/severity: (critical|warning|info)/);
  },
);

it("has an alert for everything that the operator must know of", () => {
  const named = perAlert.map((text) => text.split("\n", 1)[0]?.replace("Orchestrator", ""));
  expect(named).toEqual(
    expect.arrayContaining(
      "DatabaseDown CallsFail CallsSlow QueueOld ApprovalsWait CallbacksFail BreakerOpen EventLoopSlow".split(" "),
    ),
  );
});
