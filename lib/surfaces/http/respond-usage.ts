import type { Usage, UsageGroup, UsageQuery, UsageRow } from "@/lib/contracts/usage";
import { flushRefusals } from "@/lib/dispatch/flush-refusals";
import { csvRow } from "@/lib/policy/csv-row";
import type { Context } from "@/lib/records/context";
import { readUsage } from "@/lib/records/usage/read-usage";
import { respondBody } from "./respond";

/** Each page looks again at all that is left of the time, so that small ones would make a year cost minutes. */
const csvPageRows = 10_000;
/** How many rows a file holds at most. */
const csvRowsMax = 50_000;
const cutNote = `Only the first ${csvRowsMax.toLocaleString("en")} rows are here: there are more. Narrow the time or the filter.`;
const numbers = ["calls", "failures", "refused", "cost_micros", "p50_ms", "p95_ms", "p99_ms"] as const;
const encoder = new TextEncoder();

type RespondUsageInput = { request: Request; query: UsageQuery };

/** What was called in a time: a page as JSON, or all of it as CSV when `format` or else the Accept header asks for that. */
export async function respondUsage(ctx: Context, { request, query }: RespondUsageInput): Promise<Response> {
  await flushRefusals(ctx);
  const isCsv = query.format === undefined ? acceptsCsv(request) : query.format === "csv";
  if (!isCsv) return respondBody(await readUsage(ctx, query));
  // What is wrong with the query is told before the file begins.
  const first = await readUsage(ctx, { ...query, limit: csvPageRows });
  return respondCsv(ctx, { query, first });
}

/** RFC 9110, section 12.5.1; a wildcard asks for JSON. */
function acceptsCsv(request: Request): boolean {
  return /(^|,)\s*text\/csv\s*(;(?!\s*q=0(\.0*)?\s*(,|$))|,|$)/i.test(request.headers.get("accept") ?? "");
}

/** Read from the database as fast as it is taken; ends with a note when it is cut. */
function respondCsv(ctx: Context, { query, first }: { query: UsageQuery; first: Usage }): Response {
  let page: Usage | null = first;
  let written = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const write = (text: string) => controller.enqueue(encoder.encode(text));
        if (written === 0) write(csvRow(["bucket", ...query.group.flatMap(headsOf), ...numbers]));
        const { rows, next_cursor } = page ?? (await readUsage(ctx, query));
        page = null;
        write(rows.map((row) => csvRow(cellsOf({ row, groups: query.group }))).join(""));
        written += rows.length;
        query = { ...query, limit: csvPageRows, cursor: next_cursor ?? undefined };
        if (next_cursor !== null && written < csvRowsMax) return;
        if (next_cursor !== null) write(csvRow([cutNote]));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="usage.csv"',
      "cache-control": "no-store",
      vary: "accept",
    },
  });
}

function headsOf(group: UsageGroup): string[] {
  return group === "caller" ? ["caller_id", "caller_name", "caller_kind"] : [group];
}

function cellsOf({ row, groups }: { row: UsageRow; groups: readonly UsageGroup[] }) {
  const named = groups.flatMap((group) =>
    group === "caller" ? [row.caller?.id ?? "", row.caller?.name ?? "", row.caller?.kind ?? ""] : [row[group] ?? ""],
  );
  return [row.bucket, ...named, ...numbers.map((name) => row[name])];
}
