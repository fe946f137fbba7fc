"use client";

import { Button, EmptyState, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import classes from "@/components/approvals/approvals-list.module.css";
import { CodeBlock } from "@/components/code-block";
import { useCurlCommand } from "@/components/console-facts";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { memoriesQuery } from "@/lib/client/memory-queries";
import { MemoryExport } from "./memory-export";
import { MemoryFacets } from "./memory-facets";
import { MemoryFilters } from "./memory-filters";
import { MemoryModel } from "./memory-model";
import { MemoryRow } from "./memory-row";
import { memoryPath, useMemoryFilter } from "./use-memory-filter";

const cardPx = 80;

/** What was remembered: searched by words and meaning, or browsed by tag. */
export function MemoryScreen() {
  const { filter, ask, show } = useMemoryFilter();
  const { data, error, isPending, refetch } = useQuery(memoriesQuery(filter));
  const isFiltered = filter.q !== "" || filter.tags.length > 0;
  return (
    <Stack gap="md">
      <PageHeader title="Memory" about="What callers had remembered, found by words and by meaning.">
        <MemoryExport namespace={filter.namespace} tags={filter.tags} />
      </PageHeader>
      <MemoryModel />
      <MemoryFilters key={memoryPath({ ...filter, cursor: null })} filter={filter} ask={ask} />
      <MemoryFacets filter={filter} show={show} />
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading memories" height={cardPx} />}
      {data?.note && <PlainText size="sm">{data.note}</PlainText>}
      {data?.items.length === 0 && (isFiltered ? <NothingFits /> : <NothingYet />)}
      <ul className={classes.list} aria-label="Memories">
        {data?.items.map((item) => (
          <MemoryRow key={item.item_id} item={item} namespace={data.namespace} />
        ))}
      </ul>
      {data && (filter.cursor || data.next) && (
        <Group justify="space-between" component="nav" aria-label="Pages">
          {filter.cursor ? (
            <Button variant="default" component={Link} href={memoryPath({ ...filter, cursor: null })}>
              First page
            </Button>
          ) : (
            <span />
          )}
          {data.next && (
            <Button variant="default" component={Link} href={memoryPath({ ...filter, cursor: data.next })}>
              More
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

function NothingFits() {
  return <EmptyState py="xl" title="No memory fits" description="Ask in other words, or with fewer tags." />;
}

function NothingYet() {
  const curl = useCurlCommand({
    intent: "memory.write",
    inputs: { text: "The staging database moves to Frankfurt on Friday", tags: ["infrastructure"] },
  });
  return (
    <Stack>
      <EmptyState title="Nothing is remembered yet" description="Write a first memory from a terminal." />
      <CodeBlock text={curl} label="A call that writes a memory" />
      <Text size="xs" c="dimmed">
        It appears here when the page is opened again.
      </Text>
    </Stack>
  );
}
