"use client";

import { useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { usePreferences } from "./use-preferences";

/** Shows the theme that the user has chosen on another machine; with none chosen, this browser's own stays. */
export function useThemePreference(): void {
  const { setColorScheme } = useMantineColorScheme();
  const { theme } = usePreferences().preferences;
  useEffect(() => {
    // The browser's storage, where the library keeps the theme, is the external system here.
    if (theme !== "auto") setColorScheme(theme);
  }, [theme, setColorScheme]);
}
