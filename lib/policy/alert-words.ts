import type { AlertKind } from "@/lib/contracts/alert";

export type AlertFacts = {
  kind: AlertKind;
  intent: string;
  value: number;
  threshold: number;
  windowS: number;
  about: string;
};

type AlertWords = {
  title: string;
  /** The number against the threshold, in a sentence. */
  says: string;
  /** Where in the console to look. */
  path: string;
};

/** An alert as people are told of it. */
export function alertWords(facts: AlertFacts): AlertWords {
  const { kind, intent, value, threshold, windowS, about } = facts;
  const calls = intent === "*" ? "calls" : `calls of ${intent}`;
  const within = `in the last ${spanOf(windowS)}`;
  const more = about === "" ? "" : ` ${about}`;
  const narrowed = intent === "*" ? "" : `&intent=${encodeURIComponent(intent)}`;
  switch (kind) {
    case "failure_rate":
      return {
        title: "Calls fail",
        says: `${round(value)} % of the ${calls} ${within} failed, where ${round(threshold)} % is the limit.${more}`,
        path: `/console/jobs?state=failed%2Cexpired&since=${agoOf(windowS)}${narrowed}`,
      };
    case "latency_p95":
      return {
        title: "Calls are slow",
        says: `5 of 100 ${calls} ${within} took ${timeOf(value)} or longer, where ${timeOf(threshold)} is the limit.${more}`,
        path: `/console/usage?range=24h${narrowed}`,
      };
    case "spend":
      return {
        title: "Much was spent",
        says: `The ${calls} ${within} cost ${round(value)}, where ${round(threshold)} is the limit.${more}`,
        path: `/console/usage?range=${windowS > 86_400 ? "30d" : "24h"}${narrowed}`,
      };
    case "breaker_open":
      return {
        title: "A target is left alone",
        says: `${count(value, "target keeps", "targets keep")} failing and ${value === 1 ? "is" : "are"} not called.${more}`,
        path: "/console#breakers",
      };
    case "approval_waiting":
      return {
        title: "An approval waits",
        says: `An approval has waited for ${spanOf(value)}, where ${spanOf(threshold)} is the limit.${more}`,
        path: "/console/approvals",
      };
    case "callbacks_failing":
      return {
        title: "Callbacks fail",
        says: `${count(value, "callback does", "callbacks do")} not get through, where ${round(threshold)} is the limit.${more}`,
        path: "/console#callbacks",
      };
  }
}

function round(value: number): string {
  return String(Number(value.toFixed(2)));
}

function count(value: number, one: string, many: string): string {
  return `${round(value)} ${value === 1 ? one : many}`;
}

function timeOf(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${round(ms / 1_000)} s`;
}

/** A span in the largest unit that it has two of. */
export function spanOf(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** As the jobs list takes it. */
function agoOf(seconds: number): string {
  return `${Math.max(1, Math.ceil(seconds / 60))}m`;
}
