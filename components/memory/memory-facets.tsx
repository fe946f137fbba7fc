"use client";

import { Button, Group, NativeSelect, Spoiler, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { PlainText } from "@/components/plain-text";
import { type MemoryFilter, memoryFacetsQuery } from "@/lib/client/memory-queries";
import { visibleText } from "@/lib/client/visible-text";

type MemoryFacetsProps = { filter: MemoryFilter; show(change: Partial<MemoryFilter>): void };

const tagsPx = 70;

/** The namespaces and tags to browse by: a tag narrows the list, or widens it again. */
export function MemoryFacets({ filter, show }: MemoryFacetsProps) {
  const { data: facets } = useQuery(memoryFacetsQuery(filter.namespace));
  if (!facets) return null;
  const { own_namespace: own, namespaces, namespace, tags } = facets;
  const toggle = (tag: string) =>
    show({ tags: filter.tags.includes(tag) ? filter.tags.filter((one) => one !== tag) : [...filter.tags, tag] });
  return (
    <Stack gap="sm">
      {namespaces.length > 1 && (
        <NativeSelect
          label="Namespace"
          maw={320}
          value={filter.namespace ?? namespace}
          onChange={({ currentTarget: { value } }) => show({ namespace: value === own ? null : value, tags: [] })}
          data={namespaces.map((name) => ({
            value: name,
            label: `${visibleText(name)}${name === own ? " (yours)" : ""}`,
          }))}
        />
      )}
      {tags.length > 0 && (
        <Spoiler maxHeight={tagsPx} showLabel="Show all tags" hideLabel="Show fewer tags">
          <Group gap={6} role="group" aria-label="Browse by tag">
            {tags.map(({ tag, count }) => (
              <Button
                key={tag}
                size="compact-sm"
                fw={500}
                variant={filter.tags.includes(tag) ? "filled" : "default"}
                aria-pressed={filter.tags.includes(tag)}
                onClick={() => toggle(tag)}
              >
                <PlainText>{`${tag} ${count.toLocaleString("en")}`}</PlainText>
              </Button>
            ))}
            {facets.tags_more && (
              <Text size="xs" c="dimmed">
                and less used ones
              </Text>
            )}
          </Group>
        </Spoiler>
      )}
    </Stack>
  );
}
