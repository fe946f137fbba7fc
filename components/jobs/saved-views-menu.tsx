"use client";

import { ActionIcon, Anchor, Button, Group, Popover, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { PlainText } from "@/components/plain-text";
import type { JobsPageFilter } from "@/lib/client/job-queries";
import { deleteView, savedViewsQuery } from "@/lib/client/saved-views";
import { visibleText } from "@/lib/client/visible-text";
import type { SavedView } from "@/lib/contracts/saved-view";
import { jobsPagePath } from "./use-jobs-filter";

const SaveViewDialog = dynamic(() => import("./save-view-dialog").then(({ SaveViewDialog }) => SaveViewDialog));
/** The filters that the user keeps under names. */
export function SavedViewsMenu({ filter, isFiltered }: { filter: JobsPageFilter; isFiltered: boolean }) {
  const { data } = useQuery(savedViewsQuery());
  const [isOpen, setIsOpen] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const close = () => setIsOpen(false);
  const views = data?.views ?? [];
  return (
    <>
      <Popover position="bottom-end" shadow="md" width={260} trapFocus opened={isOpen} onChange={setIsOpen}>
        <Popover.Target>
          <Button variant="default" size="xs" rightSection="▾" onClick={() => setIsOpen(!isOpen)}>
            Views
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            {views.length === 0 && (
              <Text size="sm" c="dimmed">
                No view is kept yet
              </Text>
            )}
            {views.map((view) => (
              <ViewRow key={view.id} view={view} onOpen={close} />
            ))}
            <Button
              size="xs"
              variant="default"
              disabled={!isFiltered}
              onClick={() => {
                close();
                setIsSaving(true);
              }}
            >
              {isFiltered ? "Keep this view …" : "Narrow the list to keep a view"}
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {isSaving && <SaveViewDialog filter={filter} onClose={() => setIsSaving(false)} />}
    </>
  );
}

function ViewRow({ view: { id, name, filter }, onOpen }: { view: SavedView; onOpen(): void }) {
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => deleteView(id),
    meta: { done: "The view is removed." },
    onSettled: () => void client.invalidateQueries({ queryKey: savedViewsQuery().queryKey }),
  });
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <Anchor component={Link} href={jobsPagePath(filter)} size="sm" truncate miw={0} onClick={onOpen}>
        <PlainText>{name}</PlainText>
      </Anchor>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={`Delete the view ${visibleText(name)}`}
        loading={removing.isPending}
        onClick={() => removing.mutate()}
      >
        ×
      </ActionIcon>
    </Group>
  );
}
