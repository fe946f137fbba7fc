"use client";

import { Button, EmptyState, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { filterTools } from "@/lib/client/filter-tools";
import { toolsQuery } from "@/lib/client/tools-query";
import type { ToolEntry } from "@/lib/contracts/tool";
import { ToolCard } from "./tool-card";
import { ToolsFilters } from "./tools-filters";
import { useToolsFilter } from "./use-tools-filter";

const cardPx = 72;

/** Every intent, as callers see it. */
export function ToolsScreen() {
  const { data, error, isPending, refetch } = useQuery(toolsQuery());
  return (
    <Stack gap="md">
      <PageHeader title="Tools" about="Every intent that your account may call, as callers see it in GET /tools." />
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading tools" height={cardPx} />}
      {data?.tools.length === 0 && (
        <EmptyState
          py="xl"
          title="No intent is open to your account"
          description="A viewer sees jobs but calls nothing. An admin can give you the role operator."
        />
      )}
      {data && data.tools.length > 0 && <ToolsList tools={data.tools} />}
    </Stack>
  );
}

function ToolsList({ tools }: { tools: ToolEntry[] }) {
  const { filter, setFilter } = useToolsFilter();
  const shown = filterTools(tools, filter);
  return (
    <>
      <ToolsFilters tools={tools} filter={filter} setFilter={setFilter} />
      <Text size="xs" c="dimmed" role="status">
        {shown.length === tools.length ? `${tools.length} intents` : `${shown.length} of ${tools.length} intents`}
      </Text>
      {shown.length === 0 && (
        <EmptyState py="xl" title="No intent fits" description="Search for less, or choose another family.">
          <EmptyState.Actions>
            <Button variant="default" onClick={() => setFilter({ q: "", mode: "", risk: "", family: "" })}>
              Show all
            </Button>
          </EmptyState.Actions>
        </EmptyState>
      )}
      <Stack gap="xs">
        {shown.map((tool) => (
          <ToolCard key={tool.intent} tool={tool} />
        ))}
      </Stack>
    </>
  );
}
