"use client";

import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "@/components/problem";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";
import { rulesQuery, saveRule } from "@/lib/client/limit-queries";
import { toolsQuery } from "@/lib/client/tools-query";

/** Stops every call that a pattern covers, after one question, and starts them again at once. */
export function StopSwitch({ pattern, isEnabled }: { pattern: string; isEnabled: boolean }) {
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const switching = useMutation({
    mutationFn: (is_enabled: boolean) => saveRule({ pattern, body: { is_enabled } }),
    onSettled: async () => {
      setIsAsking(false);
      await Promise.all([
        client.invalidateQueries({ queryKey: rulesQuery().queryKey }),
        client.invalidateQueries({ queryKey: toolsQuery().queryKey }),
      ]);
    },
  });
  return (
    <Stack gap={4} align="flex-end">
      <Group gap="xs">
        {!isEnabled && (
          <Badge variant="dot" color="red.6" tt="none" fw={500}>
            Stopped
          </Badge>
        )}
        {isEnabled ? (
          <Button size="xs" variant="default" onClick={() => setIsAsking(true)} aria-label={`Stop ${pattern}`}>
            Stop
          </Button>
        ) : (
          <Button
            size="xs"
            loading={switching.isPending}
            onClick={() => switching.mutate(true)}
            aria-label={`Start ${pattern}`}
          >
            Start
          </Button>
        )}
      </Group>
      {switching.error && <Problem error={switching.error} />}
      {isAsking && (
        <ConfirmDialog
          title={`Stop ${pattern}?`}
          confirmLabel="Stop it"
          isPending={switching.isPending}
          onConfirm={() => switching.mutate(false)}
          onClose={() => setIsAsking(false)}
        >
          <Text>
            New calls are refused from now on, in every process within a second. What waits in the queue fails when its
            turn comes; what runs already goes on, until you cancel it.
          </Text>
        </ConfirmDialog>
      )}
    </Stack>
  );
}
