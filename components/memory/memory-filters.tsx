"use client";

import { Button, Group, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import type { MemoryFilter } from "@/lib/client/memory-queries";

type MemoryFiltersProps = { filter: MemoryFilter; ask(wanted: { q: string; tags: string }): void };

/** A question and tags; they count when they are sent, for each look is a call. */
export function MemoryFilters({ filter, ask }: MemoryFiltersProps) {
  const [q, setQ] = useState(filter.q);
  const [tags, setTags] = useState(filter.tags.join(", "));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask({ q, tags });
  };
  return (
    <form method="post" onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <TextInput
          label="Question"
          type="search"
          placeholder="When does staging move?"
          maxLength={2_000}
          flex="2 1 14rem"
          value={q}
          onChange={({ currentTarget }) => setQ(currentTarget.value)}
        />
        <TextInput
          label="Tags"
          placeholder="infrastructure, prod"
          flex="1 1 9rem"
          value={tags}
          onChange={({ currentTarget }) => setTags(currentTarget.value)}
        />
        <Button type="submit">Search</Button>
      </Group>
    </form>
  );
}
