"use client";

import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { formatExactTime } from "@/lib/client/format-time";
import { allKeys, rotateKey } from "@/lib/client/key-queries";
import type { KeyEntry } from "@/lib/contracts/key";
import { overlaps } from "./key-words";
import { ShownKey } from "./shown-key";

const day = "86400";

/** Makes the key that takes over from this one, and shows it once. */
export function RotateKey({ entry }: { entry: KeyEntry }) {
  const client = useQueryClient();
  const [overlap, setOverlap] = useState(day);
  const rotating = useMutation({
    mutationFn: () => rotateKey({ id: entry.key_id, overlapS: Number(overlap) }),
    onSuccess: () => client.invalidateQueries({ queryKey: allKeys }),
    // The key is in the answer.
    gcTime: 0,
  });
  const made = rotating.data;
  const isPossible = entry.state === "active" && entry.replaced_by === null;
  if (!isPossible && !made) return null;
  return (
    <Section title="Rotate">
      {made ? (
        <Stack gap="md">
          <ShownKey made={made} />
          <Text size="sm">
            The key before works until {made.replaced.expires_at && formatExactTime(made.replaced.expires_at)}.
          </Text>
        </Stack>
      ) : (
        <Stack gap="sm" align="flex-start">
          <Text size="sm" c="dimmed" maw={640}>
            Makes a new key that may do the same, as the same caller: its jobs, its callback secret and its limits go
            on.
          </Text>
          <Group gap="sm" align="flex-end">
            <NativeSelect
              label="How long this one still works"
              data={overlaps}
              value={overlap}
              onChange={(event) => setOverlap(event.currentTarget.value)}
            />
            <Button variant="default" loading={rotating.isPending} onClick={() => rotating.mutate()}>
              Make the new key
            </Button>
          </Group>
          {rotating.error && <Problem error={rotating.error} />}
        </Stack>
      )}
    </Section>
  );
}
