import { jobStateLabels } from "@/lib/client/job-states";
import type { JobSummary } from "@/lib/contracts/envelope";
import type { ToolEntry } from "@/lib/contracts/tool";

export type PaletteEntry = { id: string; label: string; description?: string; run(): void };
type PaletteInput = { tools: ToolEntry[]; jobs: JobSummary[]; go(path: string): void; doing: PaletteEntry[] };

const pages: [string, string][] = [
  ["Overview", "/console"],
  ["Jobs", "/console/jobs"],
  ["Approvals", "/console/approvals"],
  ["Tools", "/console/tools"],
  ["Memory", "/console/memory"],
  ["Flows", "/console/flows"],
  ["Hosts", "/console/hosts"],
  ["MCP servers", "/console/mcp"],
  ["Audit", "/console/audit"],
  ["Settings", "/console/settings"],
];
const makers: [string, string][] = [
  ["Add a host", "/console/hosts?new=1"],
  ["Add a flow", "/console/flows?new=1"],
  ["Add an MCP server", "/console/mcp?new=1"],
];

/** What the palette offers, in groups. */
export function paletteGroups({ tools, jobs, go, doing }: PaletteInput): { group: string; entries: PaletteEntry[] }[] {
  const leadTo = ([label, path]: [string, string]) => ({ id: path, label, run: () => go(path) });
  return [
    { group: "Pages", entries: pages.map(leadTo) },
    { group: "Actions", entries: [...makers.map(leadTo), ...doing] },
    {
      group: "Tools",
      entries: tools.map(({ intent, title }) => ({
        id: `tool ${intent}`,
        label: intent,
        description: title,
        run: () => go(`/console/tools/${encodeURIComponent(intent)}`),
      })),
    },
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
