"use client";

import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { usePreferences } from "./use-preferences";

/** Dark or light; until it is used, the page follows the system. */
export function ColorSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const { setPreferences } = usePreferences();
  const other = scheme === "dark" ? "light" : "dark";
  const toggle = () => {
    setColorScheme(other);
    setPreferences({ theme: other });
  };
  return (
    <ActionIcon variant="default" size="lg" aria-label="Switch between dark and light" onClick={toggle}>
      <svg viewBox="0 0 24 24" width={18} height={18} aria-hidden="true">
        <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" strokeWidth="1.8" />
        <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}
