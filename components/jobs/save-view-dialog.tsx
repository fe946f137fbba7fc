"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { Dialog } from "@/components/dialog";
import { Problem } from "@/components/problem";
import type { JobsPageFilter } from "@/lib/client/job-queries";
import { savedViewsQuery, saveView } from "@/lib/client/saved-views";
import type { JobsFilter } from "@/lib/contracts/jobs-filter";

/** Asks for the name of a view; one of that name is replaced. */
export function SaveViewDialog({
  filter: { cursor: _, ...filter },
  onClose,
}: {
  filter: JobsPageFilter;
  onClose(): void;
}) {
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: saveView,
    meta: { done: "The view is kept." },
    onSuccess: onClose,
    onSettled: () => void client.invalidateQueries({ queryKey: savedViewsQuery().queryKey }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    // The address's values, which the server judges.
    saving.mutate({ name, filter: filter as JobsFilter });
  };
  return (
    <Dialog onClose={onClose} title="Keep this view">
      <form method="post" onSubmit={submit}>
        <Stack>
          {saving.error && <Problem error={saving.error} />}
          <TextInput
            label="Name"
            name="name"
            description="Only you see it. A view of the same name is replaced."
            required
            maxLength={60}
            data-autofocus
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending}>
              Keep
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
