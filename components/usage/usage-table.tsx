import { Anchor } from "@mantine/core";
import Link from "next/link";
import { jobsPagePath } from "@/components/jobs/use-jobs-filter";
import { PlainText } from "@/components/plain-text";
import { formatCost } from "@/lib/client/format-cost";
import { formatDuration } from "@/lib/client/format-time";
import { groupsOf, type UsageView, usageRanges } from "@/lib/client/usage-view";
import type { UsageGroup, UsageRow } from "@/lib/contracts/usage";
import { RowCaller } from "./row-caller";
import classes from "./usage-table.module.css";

type UsageTableProps = { rows: UsageRow[]; view: UsageView };

const heads: Record<UsageGroup, string> = {
  caller: "Caller",
  intent: "Intent",
  mode: "Engine",
  namespace: "Namespace",
  outcome: "Outcome",
  code: "Reason",
};
const everyGroup = Object.keys(heads) as UsageGroup[];

/** Calls by what tells them apart; each number leads to its jobs. On a phone each row folds into a card. */
export function UsageTable({ rows, view }: UsageTableProps) {
  const groups = groupsOf(view.group);
  return (
    <table className={classes.table} aria-label="Usage">
      <thead>
        <tr>
          {groups.map((group) => (
            <th key={group} scope="col">
              {heads[group]}
            </th>
          ))}
          {["Calls", "Failed", "Median", "p95", "p99", "Cost"].map((head) => (
            <th key={head} scope="col" className={classes.number}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={JSON.stringify(everyGroup.map((group) => row[group]))}>
            {groups.map((group) => (
              <td key={group} className={classes.name}>
                <Name row={row} group={group} />
              </td>
            ))}
            <Figures row={row} view={view} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ row, group }: { row: UsageRow; group: UsageGroup }) {
  if (group === "caller") return <RowCaller caller={row.caller} />;
  return <PlainText ff="monospace">{row[group] || "–"}</PlainText>;
}

function Figures({ row, view }: { row: UsageRow; view: UsageView }) {
  const { calls, failures, p50_ms, p95_ms, p99_ms, cost_micros } = row;
  const filter = {
    since: usageRanges[view.range].from,
    intent: row.intent ?? view.intent ?? undefined,
    caller: row.caller?.id ?? view.caller ?? undefined,
    mode: row.mode,
  };
  const time = (ms: number | null) => (ms === null ? "–" : formatDuration(ms));
  return (
    <>
      <td className={classes.number} data-label="Calls">
        <Anchor component={Link} href={jobsPagePath(filter)} prefetch={false} inherit>
          {calls.toLocaleString("en")}
        </Anchor>
      </td>
      <td className={classes.number} data-label="Failed">
        {failures === 0 ? (
          "0"
        ) : (
          <Anchor component={Link} href={jobsPagePath({ ...filter, state: "failed,expired" })} prefetch={false} inherit>
            {failures.toLocaleString("en")}
          </Anchor>
        )}
      </td>
      <td className={classes.number} data-label="Median">
        {time(p50_ms)}
      </td>
      <td className={classes.number} data-label="p95">
        {time(p95_ms)}
      </td>
      <td className={classes.number} data-label="p99">
        {time(p99_ms)}
      </td>
      <td className={classes.number} data-label="Cost">
        {formatCost(cost_micros)}
      </td>
    </>
  );
}
