"use client";

import { Button, Stack, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useValues } from "@/components/forms/use-values";
import { ValuesForm } from "@/components/forms/values-form";
import { useThingPlace } from "@/components/things/thing-place";
import { keyValues, newKeyRequest } from "@/lib/client/key-form";
import { allKeys, createKey } from "@/lib/client/key-queries";
import { KeyFields } from "./key-fields";
import { ShownKey } from "./shown-key";

/** Makes a key, and shows it once: it is in this page alone, and gone with it. */
export function CreateKey() {
  const router = useRouter();
  const client = useQueryClient();
  const { listHref } = useThingPlace("/console/keys");
  const form = useValues(keyValues(null));
  const saving = useMutation({
    mutationFn: () => createKey(newKeyRequest(form.values)),
    onSuccess: () => client.invalidateQueries({ queryKey: allKeys }),
    // The key is in the answer.
    gcTime: 0,
  });
  if (saving.data) {
    return (
      <Stack gap="lg">
        <Title order={1} size="h2">
          Your new key
        </Title>
        <ShownKey made={saving.data} />
        <Button component={Link} href={listHref} variant="default" w="fit-content">
          I have kept it
        </Button>
      </Stack>
    );
  }
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Create a key
      </Title>
      <ValuesForm
        form={form}
        saving={saving}
        submitLabel="Create it"
        onSubmit={() => saving.mutate()}
        onCancel={() => router.push(listHref)}
      >
        <KeyFields />
      </ValuesForm>
    </Stack>
  );
}
