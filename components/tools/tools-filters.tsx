"use client";

import { Group, NativeSelect, TextInput } from "@mantine/core";
import { familyOf } from "@/lib/client/filter-tools";
import { visibleText } from "@/lib/client/visible-text";
import type { ToolEntry } from "@/lib/contracts/tool";
import type { ToolsFilter } from "./use-tools-filter";

type ToolsFiltersProps = { tools: ToolEntry[]; filter: ToolsFilter; setFilter(change: Partial<ToolsFilter>): void };

const risks = [
  { value: "", label: "Any risk" },
  { value: "read", label: "Reads only" },
  { value: "change", label: "Changes something" },
  { value: "destructive", label: "Destructive" },
  { value: "dangerous", label: "Waits for a person" },
];

/** Search and choices above the list of intents. */
export function ToolsFilters({ tools, filter, setFilter }: ToolsFiltersProps) {
  const modes = [...new Set(tools.map(({ mode }) => mode))];
  const families = [...new Set(tools.map(familyOf))].toSorted();
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        label="Search"
        type="search"
        placeholder="Name or what it does"
        size="xs"
        flex="1 1 12rem"
        value={filter.q}
        onChange={({ currentTarget }) => setFilter({ q: currentTarget.value })}
      />
      <NativeSelect
        label="Mode"
        size="xs"
        value={filter.mode}
        onChange={({ currentTarget }) => setFilter({ mode: currentTarget.value })}
        data={[{ value: "", label: "Any mode" }, ...modes.map((value) => ({ value, label: value }))]}
      />
      <NativeSelect
        label="Risk"
        size="xs"
        value={filter.risk}
        onChange={({ currentTarget }) => setFilter({ risk: currentTarget.value })}
        data={risks}
      />
      <NativeSelect
        label="Family"
        size="xs"
        value={filter.family}
        onChange={({ currentTarget }) => setFilter({ family: currentTarget.value })}
        data={[
          { value: "", label: "Any family" },
          ...families.map((value) => ({ value, label: `${visibleText(value)}.*` })),
        ]}
      />
    </Group>
  );
}
