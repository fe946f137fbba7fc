"use client";

import { Button, Group, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { Problem } from "@/components/problem";
import { accountQuery, updateAccount } from "@/lib/client/account-queries";

/** What others see one called. */
export function NameForm({ name }: { name: string }) {
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: updateAccount,
    meta: { done: "Saved." },
    onSuccess: (account) => client.setQueryData(accountQuery().queryKey, account),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    saving.mutate({ name: String(new FormData(event.currentTarget).get("name")) });
  };
  return (
    <form method="post" onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <TextInput label="Name" name="name" defaultValue={name} autoComplete="name" required maxLength={100} flex={1} />
        <Button type="submit" variant="default" loading={saving.isPending}>
          Save
        </Button>
      </Group>
      {saving.error && <Problem error={saving.error} />}
    </form>
  );
}
