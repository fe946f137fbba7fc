"use client";

import { ActionIcon, Button, Group, Menu, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { PlainText } from "@/components/plain-text";
import type { JobsPageFilter } from "@/lib/client/job-queries";
import { deleteView, savedViewsQuery } from "@/lib/client/saved-views";
import type { SavedView } from "@/lib/contracts/saved-view";
import { SaveViewDialog } from "./save-view-dialog";
import { jobsPagePath } from "./use-jobs-filter";

/** The filters that the user keeps under names. */
export function SavedViewsMenu({ filter, isFiltered }: { filter: JobsPageFilter; isFiltered: boolean }) {
  const { data } = useQuery(savedViewsQuery());
  const [isSaving, setIsSaving] = useState(false);
  const views = data?.views ?? [];
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={260}>
        <Menu.Target>
          <Button variant="default" size="xs" rightSection="▾">
            Views
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>No view is kept yet</Menu.Label>}
          {views.map((view) => (
            <ViewRow key={view.id} view={view} />
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setIsSaving(true)} disabled={!isFiltered}>
            Keep this view …
          </Menu.Item>
          {!isFiltered && <Menu.Label>Narrow the list first</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {isSaving && <SaveViewDialog filter={filter} onClose={() => setIsSaving(false)} />}
    </>
  );
}

function ViewRow({ view: { id, name, filter } }: { view: SavedView }) {
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => deleteView(id),
    onSettled: () => void client.invalidateQueries({ queryKey: savedViewsQuery().queryKey }),
  });
  return (
    <Group gap={0} wrap="nowrap">
      <Menu.Item component={Link} href={jobsPagePath(filter)} miw={0}>
        <Text size="sm" truncate>
          <PlainText>{name}</PlainText>
        </Text>
      </Menu.Item>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Delete the view ${name}`}
        loading={removing.isPending}
        onClick={() => removing.mutate()}
      >
        ×
      </ActionIcon>
    </Group>
  );
}
