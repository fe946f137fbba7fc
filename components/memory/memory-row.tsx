"use client";

import { Button, Group, Paper, Spoiler, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CodeBlock } from "@/components/code-block";
import { useConsoleFacts } from "@/components/console-facts";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";
import { deleteMemory, type MemoryPage, memoryFacetsQuery } from "@/lib/client/memory-queries";
import { visibleJson } from "@/lib/client/visible-text";
import { MemoryTags } from "./memory-tags";

const textPx = 120;

type MemoryRowProps = { item: MemoryPage["items"][number]; namespace: string };

/** One memory, with how it was found, its tags, and the button that deletes it. */
export function MemoryRow({ item, namespace }: MemoryRowProps) {
  const { mayCall, isAdmin } = useConsoleFacts();
  const { data: facets } = useQuery(memoryFacetsQuery(null));
  const isOwn = facets?.own_namespace === namespace;
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const deleting = useMutation({
    mutationFn: () => deleteMemory(item.item_id),
    meta: { done: (outcome: string) => (outcome === "done" ? "The memory is deleted." : null) },
    onSettled: () => {
      setIsAsking(false);
      void client.invalidateQueries({ queryKey: ["memories"] });
    },
  });
  return (
    <Paper component="li" withBorder p="sm">
      <Stack gap={6}>
        <Spoiler maxHeight={textPx} showLabel="Show the whole text" hideLabel="Show less">
          <PlainText style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{item.text}</PlainText>
        </Spoiler>
        {Object.keys(item.metadata).length > 0 && (
          <CodeBlock text={visibleJson(item.metadata)} label="Metadata as JSON" />
        )}
        <MemoryTags item={item} namespace={namespace} isOwn={isOwn} mayChange={isOwn ? mayCall : isAdmin} />
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed">
            <Moment iso={item.created_at} /> · in <PlainText>{namespace}</PlainText>
            {item.score !== undefined && ` · ${foundBy(item)}`}
          </Text>
          {isOwn && mayCall && (
            <Button size="compact-xs" variant="default" onClick={() => setIsAsking(true)}>
              Delete …
            </Button>
          )}
        </Group>
        {deleting.data === "waits" && <Text role="status">A person must approve the deletion first.</Text>}
        {deleting.error && <Problem error={deleting.error} />}
      </Stack>
      {isAsking && (
        <ConfirmDialog
          title="Delete this memory?"
          confirmLabel="Delete it"
          isPending={deleting.isPending}
          onConfirm={() => deleting.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <PlainText lineClamp={4}>{item.text}</PlainText>
        </ConfirmDialog>
      )}
    </Paper>
  );
}

/** Both ranks as words: which place it took by its words, and which by its meaning. */
function foundBy({ text_rank, meaning_rank, similarity }: MemoryPage["items"][number]): string {
  const likeness = similarity == null ? "" : `, likeness ${similarity.toFixed(2)}`;
  return [
    text_rank == null ? "not by words" : `${ordinal(text_rank)} by words`,
    meaning_rank == null ? "not by meaning" : `${ordinal(meaning_rank)} by meaning${likeness}`,
  ].join(", ");
}

const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };
const places = new Intl.PluralRules("en", { type: "ordinal" });

function ordinal(place: number): string {
  return `${place}${endings[places.select(place)] ?? "th"}`;
}
