"use client";

import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useConsoleFacts } from "@/components/console-facts";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { memoryModelsQuery, startReembedding } from "@/lib/client/memory-models-queries";
import type { MemoryModels } from "@/lib/contracts/memory-models";
import { ModelProgress } from "./model-progress";

/** By which model memories are found, how far a change of it is, and the button with which an admin begins one. */
export function MemoryModel() {
  const { isAdmin } = useConsoleFacts();
  const client = useQueryClient();
  const { data, error } = useQuery(memoryModelsQuery());
  const starting = useMutation({
    mutationFn: startReembedding,
    onSuccess: (models) => client.setQueryData(memoryModelsQuery().queryKey, models),
  });
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const { in_use, change } = data;
  const isChanging = change?.state === "embedding";
  const label = actionOf(data);
  return (
    <Paper withBorder p="sm" component="section" aria-label="Embedding model">
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Stack gap={2} flex="1 1 16rem" miw={0}>
            <Text size="sm">
              Found by meaning with <PlainText fw={600}>{in_use}</PlainText>
              {isChanging && (
                <>
                  , until <PlainText fw={600}>{change.to}</PlainText> has embedded everything
                </>
              )}
            </Text>
            <Text size="xs" c="dimmed">
              {stateOf(data)}
            </Text>
          </Stack>
          {isAdmin && label && (
            <Button size="xs" variant="default" loading={starting.isPending} onClick={() => starting.mutate()}>
              {label}
            </Button>
          )}
        </Group>
        {isChanging && <ModelProgress change={change} />}
        {starting.error && <Problem error={starting.error} />}
      </Stack>
    </Paper>
  );
}

/** What an admin can have done now; null when nothing is to be done, or it is being done. */
function actionOf({ in_use, configured, waiting, change }: MemoryModels): string | null {
  if (change?.state === "embedding") return change.is_running ? null : "Go on now";
  if (in_use !== configured) return `Change to ${configured}`;
  return waiting > 0 ? "Embed what waits" : null;
}

function stateOf({ in_use, configured, waiting, change }: MemoryModels): string {
  if (change?.state === "embedding") return "Searches go on meanwhile, and change to the new model all at once.";
  if (in_use !== configured) return `The server is configured for ${configured}.`;
  if (waiting > 0)
    return `${waiting === 1_000 ? "1,000 or more" : waiting} wait for a vector, and are found by their words.`;
  if (change?.state === "dropping") return `The vectors of ${change.from} are being removed.`;
  return "Every memory has its vector.";
}
