"use client";

import { type HotkeyItem, useHotkeys } from "@mantine/hooks";

/** Keys of the page itself: what is pressed while a dialog is open is the dialog's, Escape too, which closes it. */
export function usePageKeys(items: HotkeyItem[]): void {
  useHotkeys(
    items.map(([key, run, options = { preventDefault: true, usePhysicalKeys: false }]) => [
      key,
      (event) => {
        if (!isOfDialog(event)) run(event);
      },
      options,
    ]),
  );
}

/** Where it was pressed counts too: the dialog that Escape closed may be gone from the page by now. */
function isOfDialog({ target }: KeyboardEvent): boolean {
  const isInside = target instanceof Element && target.closest('[role="dialog"]') !== null;
  return isInside || document.querySelector('[aria-modal="true"]') !== null;
}
