"use client";

import { Group, Kbd, Text } from "@mantine/core";
import { usePreferences } from "@/components/use-preferences";

/** Which keys do what on this page; nothing where they are switched off, and on a phone. */
export function ShortcutHint({ keys }: { keys: Record<string, string> }) {
  const { preferences } = usePreferences();
  if (!preferences.shortcuts) return null;
  return (
    <Group gap="md" visibleFrom="sm">
      {Object.entries(keys).map(([key, does]) => (
        <Text key={key} size="xs" c="dimmed">
          <Kbd size="xs">{key}</Kbd> {does}
        </Text>
      ))}
    </Group>
  );
}
