"use client";

import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadingRows } from "@/components/loading-rows";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { refusalReason } from "@/lib/client/refusal-reasons";
import { usageQuery } from "@/lib/client/usage-queries";
import type { UsageView } from "@/lib/client/usage-view";
import { RowCaller } from "./row-caller";
import classes from "./usage-table.module.css";

const rowPx = 36;
const shownMax = 50;
const unnamed: Record<string, string> = {
  "(unknown)": "unknown",
  "(other)": "many others",
};

/** Which calls never became a job: whose, of what, and why. */
export function RefusalsSection({ view }: { view: UsageView }) {
  const { data, error, isPending, refetch } = useQuery(
    usageQuery(view, { bucket: "all", group: "caller,intent,code", outcome: "refused" }),
  );
  const rows = (data?.rows ?? []).toSorted((left, right) => right.refused - left.refused).slice(0, shownMax);
  return (
    <Section title="Who was refused, and why">
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading who was refused" height={rowPx} />}
      {data && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody was refused in this time.
        </Text>
      )}
      {rows.length > 0 && (
        <table className={classes.table} aria-label="Refused calls">
          <thead>
            <tr>
              <th scope="col">Caller</th>
              <th scope="col">Intent</th>
              <th scope="col">Why</th>
              <th scope="col" className={classes.number}>
                Refused
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ caller, intent = "", code = "", refused }) => (
              <tr key={`${caller?.id} ${intent} ${code}`}>
                <td className={classes.name}>
                  <RowCaller caller={caller} />
                </td>
                <td className={classes.name}>
                  {unnamed[intent] ? (
                    <Text inherit c="dimmed" component="span">
                      {unnamed[intent]}
                    </Text>
                  ) : (
                    <PlainText ff="monospace">{intent}</PlainText>
                  )}
                </td>
                <td className={classes.name}>
                  {refusalReason(code)}{" "}
                  <Text c="dimmed" size="xs" component="span" ff="monospace">
                    {code}
                  </Text>
                </td>
                <td className={classes.number} data-label="Refused">
                  {refused.toLocaleString("en")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
