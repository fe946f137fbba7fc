export type Sample = { name: string; labels: Record<string, string>; value: number };

const line = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (Nan|NaN|[+-]Inf|-?[0-9.]+(?:e[+-]?\d+)?)$/;
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

/**
 * The samples of a scrape. Throws for a line that is none of Prometheus's text format, and for a sample whose family has no HELP and
 * TYPE before it. Source: Prometheus, Exposition formats, "Text-based format".
 */
export function parseMetrics(text: string): Sample[] {
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  const types = new Map<string, string>();
  const helped = new Set<string>();
  const seen = new Set<string>();
  return text.split("\n").flatMap((one) => {
    if (one === "") return [];
    const comment = /^# (HELP|TYPE) (\S+) (.+)$/.exec(one);
    if (comment?.[1] === "HELP") helped.add(comment[2] ?? "");
    else if (comment) types.set(comment[2] ?? "", comment[3] ?? "");
    if (comment) return [];
    const [, name = "", labels = "", value = ""] = line.exec(one) ?? fail(one);
    const family = [name, name.replace(/_(bucket|sum|count)$/, "")].find((known) => types.has(known));
    if (family === undefined || !helped.has(family)) throw new Error(`no HELP and TYPE before: ${one}`);
    const series = one.slice(0, one.lastIndexOf(" "));
    if (seen.has(series)) throw new Error(`twice: ${series}`);
    seen.add(series);
    return [{ name, labels: parseLabels(labels), value: Number(value.replace("Inf", "Infinity")) }];
  });
}

/** The value of one series: 0 when it is not there. */
export function sampleOf(samples: Sample[], name: string, labels: Record<string, string> = {}): number {
  return samples
    .filter((one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value))
    .reduce((sum, one) => sum + one.value, 0);
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  while (label.lastIndex < text.length) {
    const [, name = "", value = ""] = label.exec(text) ?? fail(text);
    labels[name] = value;
  }
  return labels;
}

function fail(text: string): never {
  throw new Error(`no metric: ${text}`);
}
