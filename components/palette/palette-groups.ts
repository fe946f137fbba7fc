import { jobStateLabels } from "@/lib/client/job-states";
import type { JobSummary } from "@/lib/contracts/envelope";
import type { ToolEntry } from "@/lib/contracts/tool";

export type PaletteEntry = { id: string; label: string; description?: string; run(): void };
type PaletteInput = {
  tools: ToolEntry[];
  jobs: JobSummary[];
  isAdmin: boolean;
  go(path: string): void;
  doing: PaletteEntry[];
  query: string;
};

const pages: [string, string][] = [
  ["Overview", "/console"],
  ["Jobs", "/console/jobs"],
  ["Approvals", "/console/approvals"],
  ["Tools", "/console/tools"],
  ["Memory", "/console/memory"],
  ["Flows", "/console/flows"],
  ["Hosts", "/console/hosts"],
  ["MCP servers", "/console/mcp"],
  ["Programs", "/console/programs"],
  ["Limits and budgets", "/console/limits"],
  ["Usage", "/console/usage"],
  ["Audit", "/console/audit"],
  ["Settings", "/console/settings"],
];
const makers: [string, string][] = [
  ["Add a host", "/console/hosts?new=1"],
  ["Add a flow", "/console/flows?new=1"],
  ["Add an MCP server", "/console/mcp?new=1"],
  ["Add a budget", "/console/limits?new=budget"],
];
const adminPages: [string, string][] = [["Keys", "/console/keys"]];
const adminMakers: [string, string][] = [["Create an API key", "/console/keys?new=1"]];

/** What the palette offers, in groups. */
export function paletteGroups(input: PaletteInput): { group: string; entries: PaletteEntry[] }[] {
  const { tools, jobs, isAdmin, go, doing, query } = input;
  const leadTo = ([label, path]: [string, string]) => ({ id: path, label, run: () => go(path) });
  return [
    { group: "Pages", entries: [...pages, ...(isAdmin ? adminPages : [])].map(leadTo) },
    { group: "Actions", entries: [...[...makers, ...(isAdmin ? adminMakers : [])].map(leadTo), ...doing] },
    {
      group: "Tools",
      entries: tools.map(({ intent, title }) => ({
        id: `tool ${intent}`,
        label: intent,
        description: title,
        run: () => go(`/console/tools/${encodeURIComponent(intent)}`),
      })),
    },
    { group: "Jobs", entries: namedJob({ query, jobs, go }) },
    {
      group: "Recent jobs",
      entries: jobs.map(({ job_id, intent, state, caller }) => ({
        id: job_id,
        label: `${intent} ${job_id}`,
        description: `${jobStateLabels[state]}, by ${caller}`,
        run: () => go(`/console/jobs/${job_id}`),
      })),
    },
  ];
}

/** A job that is named by its whole id, however long ago it was. */
function namedJob({ query, jobs, go }: Pick<PaletteInput, "query" | "jobs" | "go">): PaletteEntry[] {
  const id = query.trim();
  if (!/^job_[0-9a-z]{26}$/.test(id) || jobs.some(({ job_id }) => job_id === id)) return [];
  return [{ id, label: `Open ${id}`, run: () => go(`/console/jobs/${id}`) }];
}
