"use client";

import { Group, Paper, SegmentedControl, Stack, Switch, Text, useMantineColorScheme } from "@mantine/core";
import { Problem } from "@/components/problem";
import { usePreferences } from "@/components/use-preferences";
import type { Preferences } from "@/lib/contracts/user";

const themes: { value: Preferences["theme"]; label: string }[] = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** Theme and shortcuts: changed at once, and kept for this person on every machine. */
export function PreferencesForm() {
  const { preferences, setPreferences, error } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  const setTheme = (theme: Preferences["theme"]) => {
    setColorScheme(theme);
    setPreferences({ theme });
  };
  return (
    <Paper withBorder p="md">
      <Stack>
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={500} id="theme-label">
            Theme
          </Text>
          <SegmentedControl
            aria-labelledby="theme-label"
            data={themes}
            value={preferences.theme}
            onChange={(value) => setTheme(value as Preferences["theme"])}
          />
        </Group>
        <Switch
          label="Keyboard shortcuts"
          description="Single keys such as J, K, A and R. Switch them off when you dictate, or use a screen reader's own keys."
          checked={preferences.shortcuts}
          onChange={(event) => setPreferences({ shortcuts: event.currentTarget.checked })}
        />
        {error && <Problem error={error} />}
      </Stack>
    </Paper>
  );
}
