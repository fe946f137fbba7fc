"use client";

import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";

/** A dialog that is open as long as it is rendered; the focus goes back to where it was (WCAG 2.4.3). */
export function Dialog(props: Omit<ModalProps, "opened">) {
  useFocusBack();
  return <Modal opened closeButtonProps={{ "aria-label": "Close" }} {...props} />;
}

/** Mantine gives it back only where a dialog is closed before it is taken away. */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    // The document's focus is the external system here; what is gone cannot have it.
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
}
