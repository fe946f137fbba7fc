"use client";

import { Button, Input, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { useShortcuts } from "@/components/use-shortcuts";
import { formatExactTime } from "@/lib/client/format-time";
import type { JobsPageFilter } from "@/lib/client/job-queries";
import { toolsQuery } from "@/lib/client/tools-query";
import { visibleText } from "@/lib/client/visible-text";
import { DraftField } from "./draft-field";
import classes from "./jobs-filters.module.css";

// Its panel needs as much as the rest of the page; what it says has its place meanwhile.
const StateFilter = dynamic(() => import("./state-filter").then(({ StateFilter }) => StateFilter), {
  ssr: false,
  loading: () => (
    <Input.Wrapper label="State" size="xs">
      <Button variant="default" size="xs" fullWidth justify="space-between" rightSection="▾" fw={400} disabled>
        …
      </Button>
    </Input.Wrapper>
  ),
});

type JobsFiltersProps = { filter: JobsPageFilter; setFilter(change: JobsPageFilter): void };

const searchIdleMs = 200;
const ranges = { "15m": "Last 15 minutes", "1h": "Last hour", "24h": "Last 24 hours", "7d": "Last 7 days" };
/** What a phone shows on demand alone. */
const folded = ["intent", "mode", "caller", "since", "until"] as const;
const modes = [
  { value: "", label: "Any mode" },
  { value: "agent", label: "Agent" },
  { value: "flow", label: "Flow" },
  { value: "mcp", label: "MCP" },
];

/** Everything that narrows the list. `/` goes to the search. */
export function JobsFilters({ filter, setFilter }: JobsFiltersProps) {
  const [isOpen, setIsOpen] = useState(() => folded.some((name) => filter[name]));
  const search = useRef<HTMLInputElement>(null);
  useShortcuts([["/", () => search.current?.focus()]]);
  const { data } = useQuery(toolsQuery());
  const intents = data?.tools.map(({ intent }) => intent) ?? [];
  const families = [
    ...new Set(intents.flatMap((intent) => (intent.includes(".") ? [`${intent.split(".")[0]}.*`] : []))),
  ];
  return (
    <search className={classes.filters} data-open={isOpen || undefined}>
      <DraftField
        label="Search"
        placeholder="Error, intent, caller or job id"
        className={classes.search}
        value={filter.q ?? ""}
        commit={(q) => setFilter({ q: q || undefined })}
        idleMs={searchIdleMs}
        inputRef={search}
      />
      <StateFilter value={filter.state} commit={(state) => setFilter({ state })} />
      <Button
        className={classes.more ?? ""}
        size="xs"
        variant="default"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? "Fewer filters" : "More filters"}
      </Button>
      <DraftField
        label="Intent"
        className={classes.folded}
        placeholder="Any, or memory.*"
        value={filter.intent ?? ""}
        commit={(intent) => setFilter({ intent: intent || undefined })}
        suggestions={[...families, ...intents]}
      />
      <NativeSelect
        label="Mode"
        className={classes.folded ?? ""}
        size="xs"
        value={filter.mode ?? ""}
        onChange={({ currentTarget }) => setFilter({ mode: currentTarget.value || undefined })}
        data={modes}
      />
      <DraftField
        label="Caller"
        className={classes.folded}
        placeholder="Name or id"
        value={filter.caller ?? ""}
        commit={(caller) => setFilter({ caller: caller || undefined })}
      />
      <NativeSelect
        label="Time"
        className={classes.folded ?? ""}
        size="xs"
        value={rangeOf(filter)}
        onChange={({ currentTarget }) => setFilter({ since: currentTarget.value || undefined, until: undefined })}
        data={[
          { value: "", label: "Any time" },
          ...Object.entries(ranges).map(([value, label]) => ({ value, label })),
          ...customRange(filter),
        ]}
      />
    </search>
  );
}

function rangeOf({ since, until }: JobsPageFilter): string {
  return since || until ? `${since ?? ""}${until ? `–${until}` : ""}` : "";
}

/** A span of time that came with the address. */
function customRange(filter: JobsPageFilter): { value: string; label: string }[] {
  const value = rangeOf(filter);
  if (value === "" || value in ranges) return [];
  const { since, until } = filter;
  const label = [since && `from ${momentOf(since)}`, until && `to ${momentOf(until)}`].filter(Boolean).join(" ");
  return [{ value, label }];
}

function momentOf(text: string): string {
  return Number.isNaN(Date.parse(text)) ? visibleText(text) : formatExactTime(text);
}
