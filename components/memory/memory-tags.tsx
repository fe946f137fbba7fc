"use client";

import { Badge, Button, Group } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { PlainText } from "@/components/plain-text";
import type { MemoryItem } from "@/lib/client/memory-queries";

const TagsForm = dynamic(() => import("./tags-form").then(({ TagsForm }) => TagsForm));

type MemoryTagsProps = { item: MemoryItem; namespace: string; isOwn: boolean; mayChange: boolean };

/** A memory's tags, and where one may, the form that changes them. */
export function MemoryTags({ mayChange, ...props }: MemoryTagsProps) {
  const [isChanging, setIsChanging] = useState(false);
  const { item } = props;
  if (isChanging) return <TagsForm {...props} onClose={() => setIsChanging(false)} />;
  return (
    <Group gap="xs">
      {item.tags.map((tag) => (
        <Badge key={tag} variant="default" tt="none" fw={500} maw="100%">
          <PlainText>{tag}</PlainText>
        </Badge>
      ))}
      {mayChange && (
        <Button size="compact-xs" variant="default" onClick={() => setIsChanging(true)}>
          {item.tags.length > 0 ? "Edit tags" : "Add tags"}
        </Button>
      )}
    </Group>
  );
}
