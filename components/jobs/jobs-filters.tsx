"use client";

import { Group, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { JobsFilter } from "@/lib/client/job-queries";
import { jobStateLabels } from "@/lib/client/job-states";
import { toolsQuery } from "@/lib/client/tools-query";
import { visibleText } from "@/lib/client/visible-text";

type JobsFiltersProps = {
  filter: JobsFilter;
  setFilter(change: { state?: string | null; intent?: string | null }): void;
  /** Intents of the jobs on the page: some may not be in the user's own list of tools. */
  intentsSeen: string[];
};

export function JobsFilters({ filter, setFilter, intentsSeen }: JobsFiltersProps) {
  const { data } = useQuery(toolsQuery());
  const known = data?.tools.map(({ intent }) => intent) ?? [];
  const chosen = filter.intent === null ? [] : [filter.intent];
  const intents = [...new Set([...known, ...intentsSeen, ...chosen])].sort();
  return (
    <Group gap="sm">
      <NativeSelect
        label="State"
        size="sm"
        value={filter.state ?? ""}
        onChange={(event) => setFilter({ state: event.currentTarget.value || null })}
        data={[
          { value: "", label: "Any state" },
          ...Object.entries(jobStateLabels).map(([value, label]) => ({ value, label })),
        ]}
      />
      <NativeSelect
        label="Intent"
        size="sm"
        value={filter.intent ?? ""}
        onChange={(event) => setFilter({ intent: event.currentTarget.value || null })}
        data={[{ value: "", label: "Any intent" }, ...intents.map((value) => ({ value, label: visibleText(value) }))]}
      />
    </Group>
  );
}
