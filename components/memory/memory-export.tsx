"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { exportMemories, type MemoryFilter } from "@/lib/client/memory-queries";
import { saveText } from "@/lib/client/save-text";

/** Lets the browser save the memories with some tags as JSON lines. */
export function MemoryExport({ namespace, tags }: Pick<MemoryFilter, "namespace" | "tags">) {
  const exporting = useMutation({
    mutationFn: () => exportMemories({ namespace, tags }),
    onSuccess: (text) => saveText({ text, name: "memories.jsonl" }),
  });
  return (
    <Stack gap={2} align="flex-end">
      <Button variant="default" size="xs" loading={exporting.isPending} onClick={() => exporting.mutate()}>
        Export as JSON lines
      </Button>
      {exporting.error && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {exporting.error.message}
        </Text>
      )}
    </Stack>
  );
}
