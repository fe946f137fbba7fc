"use client";

import { EmptyState, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { toolsQuery } from "@/lib/client/tools-query";
import { ToolCard } from "./tool-card";

const cardPx = 160;

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
      {data?.tools.map((tool) => (
        <ToolCard key={tool.intent} tool={tool} />
      ))}
    </Stack>
  );
}
