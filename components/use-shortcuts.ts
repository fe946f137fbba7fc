"use client";

import type { HotkeyItem } from "@mantine/hooks";
import { usePageKeys } from "./use-page-keys";
import { usePreferences } from "./use-preferences";

/** Lets single keys do things on a page, unless the user has switched them off (WCAG 2.1.4). */
export function useShortcuts(items: HotkeyItem[]): void {
  const { preferences } = usePreferences();
  usePageKeys(preferences.shortcuts ? items : []);
}
