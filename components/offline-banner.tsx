"use client";

import { Paper, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError } from "@/lib/client/api-error";

/** Says on every page that the server cannot be reached, for as long as what the page asks goes unanswered. */
export function OfflineBanner() {
  const cache = useQueryClient().getQueryCache();
  const isOffline = useSyncExternalStore(
    (onChange) => cache.subscribe(onChange),
    () => cache.getAll().some((query) => isUnanswered(query.state.error) && query.isActive()),
    () => false,
  );
  return (
    <div role="status">
      {isOffline && (
        <Paper withBorder p="xs" mb="md">
          <Text size="sm" fw={600}>
            The server does not answer. What you see may be old; this page goes on by itself when it is back.
          </Text>
        </Paper>
      )}
    </div>
  );
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && error.status === 0;
}
