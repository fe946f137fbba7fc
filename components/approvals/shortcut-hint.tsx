import { Group, Kbd, Text } from "@mantine/core";

/** Which keys do what on this page; there is no keyboard to hint at on a phone. */
export function ShortcutHint({ keys }: { keys: Record<string, string> }) {
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
