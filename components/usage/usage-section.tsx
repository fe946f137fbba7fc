"use client";

import { Button, Group, NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadingRows } from "@/components/loading-rows";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { usageQuery } from "@/lib/client/usage-queries";
import {
  type UsageGrouping,
  type UsageSort,
  type UsageView,
  usageGroupings,
  usageSorts,
} from "@/lib/client/usage-view";
import type { UsageRow } from "@/lib/contracts/usage";
import { UsageTable } from "./usage-table";

type UsageSectionProps = { view: UsageView; show(change: Partial<UsageView>): void };

const rowPx = 36;
const shownMax = 25;
const groupings = Object.entries(usageGroupings).map(([value, label]) => ({ value, label }));
const sorts = Object.entries(usageSorts).map(([value, label]) => ({ value, label }));

/** Who called what, told apart and in the order that is asked for. */
export function UsageSection({ view, show }: UsageSectionProps) {
  const [isWhole, setIsWhole] = useState(false);
  const { data, error, isPending, refetch } = useQuery(usageQuery(view, { bucket: "all", group: view.group }));
  const rows = (data?.rows ?? []).filter(({ calls }) => calls > 0).toSorted(by(view.sort));
  return (
    <Section title="Who called what">
      <Group gap="sm">
        <NativeSelect
          label="Told apart by"
          size="xs"
          data={groupings}
          value={view.group}
          onChange={(event) => show({ group: event.currentTarget.value as UsageGrouping })}
        />
        <NativeSelect
          label="In the order of"
          size="xs"
          data={sorts}
          value={view.sort}
          onChange={(event) => show({ sort: event.currentTarget.value as UsageSort })}
        />
      </Group>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading who called what" height={rowPx} />}
      {data && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          Every call of this time was refused.
        </Text>
      )}
      {rows.length > 0 && <UsageTable rows={isWhole ? rows : rows.slice(0, shownMax)} view={view} />}
      {rows.length > shownMax && (
        <Group>
          <Button variant="default" size="xs" onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? `Show the first ${shownMax}` : `Show all ${rows.length}`}
          </Button>
        </Group>
      )}
      {data?.next_cursor && (
        <Text size="sm" c="dimmed">
          There are more than 1,000 rows, and these are not all of them. Narrow the time or the filter, or download the
          CSV.
        </Text>
      )}
    </Section>
  );
}

function by(sort: UsageSort): (left: UsageRow, right: UsageRow) => number {
  return (left, right) => (right[sort] ?? -1) - (left[sort] ?? -1) || right.calls - left.calls;
}
