"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { CodeBlock } from "@/components/code-block";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";
import { formatExactTime } from "@/lib/client/format-time";
import { rotateCallbackSecret } from "@/lib/client/key-queries";
import type { KeyEntry } from "@/lib/contracts/key";

/** What a receiver checks this caller's callbacks with: made anew, and shown once. */
export function KeyCallbackSecret({ entry }: { entry: KeyEntry }) {
  const [isAsking, setIsAsking] = useState(false);
  const making = useMutation({
    mutationFn: () => rotateCallbackSecret(entry.key_id),
    onSettled: () => setIsAsking(false),
    gcTime: 0,
  });
  return (
    <Section title="Callback secret">
      <Stack gap="sm" align="flex-start">
        <Text size="sm" c="dimmed" maw={640}>
          Callbacks of its jobs are signed with it (Standard Webhooks). A new one is shown once; the one before goes on
          signing for 24 hours.
        </Text>
        <Button variant="default" onClick={() => setIsAsking(true)}>
          Make a new secret …
        </Button>
        {making.error && <Problem error={making.error} />}
      </Stack>
      {isAsking && (
        <ConfirmDialog
          title="Make a new callback secret?"
          confirmLabel="Make it"
          isPending={making.isPending}
          onConfirm={() => making.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <Text size="sm">
            Whoever checks these callbacks must be given the new one within 24 hours. One that was made before the
            present one signs no more from now on.
          </Text>
        </ConfirmDialog>
      )}
      <Stack gap="xs" role="status">
        {making.data && (
          <>
            <CodeBlock text={making.data.secret} label="The callback secret" copyLabel="Copy the secret" />
            <Text size="sm">
              It is shown only now.
              {making.data.previous_until &&
                ` The one before signs until ${formatExactTime(making.data.previous_until)}.`}
            </Text>
          </>
        )}
      </Stack>
    </Section>
  );
}
