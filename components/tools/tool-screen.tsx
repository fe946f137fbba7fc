"use client";

import { Anchor, EmptyState, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LoadingRows } from "@/components/loading-rows";
import { Problem } from "@/components/problem";
import { toolsQuery } from "@/lib/client/tools-query";
import { ToolDetails } from "./tool-details";

const blockPx = 96;

/** One intent: what it does, how it has been doing, and a form to run it. */
export function ToolScreen({ intent }: { intent: string }) {
  const { data, error, isPending, refetch } = useQuery(toolsQuery());
  const tool = data?.tools.find((one) => one.intent === intent);
  return (
    <Stack gap="lg">
      <Anchor component={Link} href="/console/tools" size="sm" w="fit-content">
        ← All tools
      </Anchor>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading the tool" height={blockPx} />}
      {data && !tool && (
        <EmptyState
          py="xl"
          title="There is no such intent for your account"
          description="It may be mistyped, switched off, or not open to your role. A viewer calls nothing."
        />
      )}
      {tool && <ToolDetails key={tool.intent} tool={tool} />}
    </Stack>
  );
}
