"use client";

import { Button, Group, Stack, TagsInput, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Problem } from "@/components/problem";
import { changeTags, type MemoryItem, memoryFacetsQuery } from "@/lib/client/memory-queries";

type TagsFormProps = { item: MemoryItem; namespace: string; isOwn: boolean; onClose(): void };

const tagsMax = 32;
const tagCharsMax = 64;

/** Gives a memory other tags. */
export function TagsForm({ item, namespace, isOwn, onClose }: TagsFormProps) {
  const client = useQueryClient();
  const [tags, setTags] = useState(item.tags);
  const { data: facets } = useQuery(memoryFacetsQuery(isOwn ? null : namespace));
  const saving = useMutation({
    mutationFn: () => changeTags({ item_id: item.item_id, tags, namespace, isOwn }),
    meta: { done: (outcome: string) => (outcome === "done" ? "The tags are saved." : null) },
    onSuccess: (outcome) => {
      if (outcome === "waits") return;
      onClose();
      return client.invalidateQueries({ queryKey: ["memories"] });
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form method="post" onSubmit={submit}>
      <Stack gap="xs">
        <TagsInput
          label="Tags of this memory"
          description="Enter or a comma ends a tag."
          data={facets?.tags.map(({ tag }) => tag) ?? []}
          value={tags}
          onChange={(next) => setTags(next.map((tag) => tag.slice(0, tagCharsMax)))}
          maxTags={tagsMax}
          acceptValueOnBlur
          openOnFocus={false}
          comboboxProps={{ position: "top-start" }}
          autoFocus
        />
        <Group gap="xs">
          <Button size="xs" type="submit" loading={saving.isPending}>
            Save tags
          </Button>
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
        {saving.data === "waits" && (
          <Text size="sm" role="status">
            A person must approve the change first.
          </Text>
        )}
        {saving.error && <Problem error={saving.error} />}
      </Stack>
    </form>
  );
}
